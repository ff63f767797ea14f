using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Tests.Ingestion.RoundTrips;

/// <summary>Writes a table in a dialect.</summary>
internal sealed class DialectWriter(Dialect dialect, TimeZoneInfo zone)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly NumberFormatInfo German = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    public byte[] Write(RandomTable table)
    {
        var bytes = dialect.Container switch
        {
            Container.Csv => Encode(Csv(table)),
            Container.JsonLines => Encode(string.Concat(table.Rows.Select(row => JsonObject(table, row) + dialect.LineEnd))),
            Container.JsonArray => Encode($"[{dialect.LineEnd}{string.Join("," + dialect.LineEnd, table.Rows.Select(row => JsonObject(table, row)))}{dialect.LineEnd}]{dialect.LineEnd}"),
            _ => Parquet(table),
        };
        if (!dialect.Gzip)
        {
            return bytes;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private byte[] Encode(string text)
    {
        Encoding encoding = dialect.TextForm switch
        {
            TextForm.Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            TextForm.Utf8WithMark => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            TextForm.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, // the framework has it
            var form => new UnicodeEncoding(bigEndian: form == TextForm.Utf16BigEndian, byteOrderMark: true),
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    private string Csv(RandomTable table)
    {
        var text = new StringBuilder();
        text.AppendJoin(dialect.Delimiter, table.Columns.Select(column => Quoted(column.Name, isText: true))).Append(dialect.LineEnd);
        foreach (var row in table.Rows)
        {
            text.AppendJoin(dialect.Delimiter, row.Select(cell => Quoted(Written(cell), cell is string))).Append(dialect.LineEnd);
        }

        return text.ToString();
    }

    private string Quoted(string text, bool isText) =>
        dialect.Quoting == Quoting.All || (dialect.Quoting == Quoting.Texts && isText) || text.AsSpan().IndexOfAny(['"', '\n', '\r', dialect.Delimiter]) >= 0
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private string JsonObject(RandomTable table, object?[] row)
    {
        var values = table.Columns.Zip(row).ToDictionary(cell => cell.First.Name, cell => cell.Second switch
        {
            DateTime when dialect.TimeForm is TimeForm.EpochSeconds or TimeForm.EpochMilliseconds => long.Parse(Written(cell.Second), CultureInfo.InvariantCulture),
            DateTime => Written(cell.Second),
            double when dialect.NumberForm != NumberForm.Point => Written(cell.Second),
            var value => value,
        });
        return JsonSerializer.Serialize(values, Json);
    }

    /// <summary>Typed where the dialect writes numbers and times plainly, else as text.</summary>
    private byte[] Parquet(RandomTable table)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            connection.Execute($"CREATE TABLE t ({string.Join(", ", table.Columns.Select(column => column.Name + " VARCHAR"))})");
            foreach (var row in table.Rows)
            {
                connection.Execute($"INSERT INTO t VALUES ({string.Join(", ", row.Select(cell => cell is null ? "NULL" : DuckDb.Literal(Written(cell))))})");
            }

            var columns = table.Columns.Select((column, index) => column.Type switch
            {
                ColumnType.Number when dialect.NumberForm == NumberForm.Point && table.Rows.All(row => row[index] is not string) => $"CAST({column.Name} AS DOUBLE) AS {column.Name}",
                ColumnType.Time when dialect.TimeForm == TimeForm.Utc => $"CAST({column.Name} AS TIMESTAMPTZ) AS {column.Name}",
                ColumnType.Time when dialect.TimeForm == TimeForm.Local => $"CAST({column.Name} AS TIMESTAMP) AS {column.Name}",
                _ => column.Name,
            });
            connection.Execute($"COPY (SELECT {string.Join(", ", columns)} FROM t) TO {DuckDb.Literal(path)} (FORMAT parquet)");
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private string Written(object? cell) => cell switch
    {
        null => string.Empty,
        double number => Number(number),
        DateTime time => Time(time),
        bool flag => flag ? "true" : "false",
        IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)cell,
    };

    private string Number(double number) => dialect.NumberForm switch
    {
        NumberForm.Point => number.ToString("0.##", CultureInfo.InvariantCulture),
        NumberForm.Comma => number.ToString("0.00", German),
        NumberForm.Thousands => number.ToString("#,0.00", CultureInfo.InvariantCulture),
        _ => number.ToString("#,0.00", German),
    };

    private string Time(DateTime time)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(time, zone);
        return dialect.TimeForm switch
        {
            TimeForm.Utc => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            TimeForm.Offset => new DateTimeOffset(time).ToOffset(TimeSpan.FromMinutes(((time.DayOfYear % 9) - 4) * 90)).ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture),
            TimeForm.Local => local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            TimeForm.DayFirst => local.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture),
            TimeForm.MonthFirst => local.ToString("M/d/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
            TimeForm.EpochSeconds => new DateTimeOffset(time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            _ => new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
    }
}
