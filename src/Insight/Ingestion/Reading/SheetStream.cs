using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Insight.Ingestion.Reading;

/// <summary>The rows of a sheet as CSV (UTF-8, commas), made while it is read. Blank rows are left out; the first other one is the header.</summary>
internal sealed class SheetStream(Func<IExcelDataReader> open) : ReadOnlyStream
{
    /// <summary>A sheet may be formatted far to the right of its columns; so many without a name are taken for columns.</summary>
    private const int MaxUnnamed = 20;

    /// <summary>Above, a double has no longer a place for every whole number.</summary>
    private const double MaxWhole = 1L << 53;

    /// <summary>What a formula gives where it cannot be computed.</summary>
    private static readonly FrozenSet<string> Errors =
        FrozenSet.Create(StringComparer.Ordinal, "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA");

    private readonly MemoryStream _row = new();
    private IExcelDataReader? _reader;
    private int _columns;

    /// <summary>The next row that is not blank, as text; null at the end.</summary>
    public static string[]? ReadRow(IExcelDataReader reader)
    {
        while (reader.Read())
        {
            var row = new string[reader.FieldCount];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = Text(reader.GetValue(column));
            }

            if (!row.All(string.IsNullOrWhiteSpace))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>A value as an export would write it.</summary>
    public static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => Errors.Contains(text) ? string.Empty : text,
        bool flag => flag ? "true" : "false",
        DateTime time => Text(time),
        TimeSpan time => time.ToString(time.Days == 0 ? @"hh\:mm\:ss" : "c", CultureInfo.InvariantCulture),
        double number => Text(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    public override int Read(Span<byte> buffer)
    {
        while (_row.Position == _row.Length)
        {
            _reader ??= open();
            if (Workbook.Try(() => ReadRow(_reader)) is not { } row)
            {
                return 0;
            }

            Write(row);
        }

        return _row.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader?.Dispose();
            _row.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A sheet stores days as fractions, so that seconds are off by some microseconds.</summary>
    private static string Text(DateTime time)
    {
        time = new DateTime((time.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
        var format = time.Millisecond > 0 ? "HH:mm:ss.fff" : "HH:mm:ss";

        // A time of day without a date counts from the year 1899.
        return time.ToString(time.Year < 1900 ? format : time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : $"yyyy-MM-dd {format}", CultureInfo.InvariantCulture);
    }

    /// <summary>Excel shows 15 digits: 0.1 + 0.2 is 0.3 there.</summary>
    private static string Text(double number) =>
        double.IsInteger(number) && Math.Abs(number) <= MaxWhole ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : Math.Abs(number) is >= 1e-9 and < 1e15 ? ((decimal)number).ToString("0.#############################", CultureInfo.InvariantCulture)
        : number.ToString("G15", CultureInfo.InvariantCulture);

    private void Write(string[] row)
    {
        var filled = Array.FindLastIndex(row, cell => cell.Length > 0) + 1;
        _columns = _columns == 0 ? Math.Min(row.Length, filled + MaxUnnamed) : _columns;
        var text = new StringBuilder();
        for (var column = 0; column < Math.Max(_columns, filled); column++)
        {
            var cell = column < row.Length ? row[column] : string.Empty;
            text.Append(column == 0 ? string.Empty : ",");
            if (cell.AsSpan().IndexOfAny(",\"\r\n") >= 0)
            {
                text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            else
            {
                text.Append(cell);
            }
        }

        _row.SetLength(0);
        _row.Write(Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
        _row.Position = 0;
    }
}
