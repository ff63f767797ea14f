using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Cleaning;

/// <summary>How a column writes its times or numbers: decided from the whole of it and never row by row.</summary>
/// <param name="column">The text column in the staging tables, as an SQL identifier.</param>
/// <param name="dateOrder"><c>dmy</c> or <c>mdy</c> where a mapping decided it.</param>
internal sealed class ColumnProfile(string column, LakeColumn definition, string? dateOrder)
{
    /// <summary>A style must read this share of a required column's values.</summary>
    private const double Convincing = 0.5;

    private const long SampledRows = 20_000;

    private readonly IReadOnlyList<ValueStyle> _styles =
        [.. ValueStyles.For(definition.Type).Where(style => dateOrder is null || style.Name == dateOrder || style.Name is not ("mdy" or "dmy"))];

    private readonly string _text = column;
    private long[] _read = [];
    private long _values;
    private long _differing;
    private long _decimalCommas;
    private string? _example;

    /// <summary>Whether more of the column could not change the decision: there was a value, and nothing is read two ways.</summary>
    public bool IsDecided => _styles.Count == 1 || (_values > 0 && _read.Max() > 0 && !IsAmbiguousDate && !IsAmbiguousComma);

    private bool IsTime => definition.Type is ColumnType.Time or ColumnType.Date;

    private bool IsAmbiguousDate => IsTime && Read("mdy") is > 0 and var month && month == Read("dmy") && month == _read.Max() && _differing > 0;

    /// <summary><c>1,234</c> may be thousands or decimals; a comma before other than three digits tells.</summary>
    private bool IsAmbiguousComma => definition.Type == ColumnType.Number && Read("thousands") > Read("point") && Read("thousands") == Read("comma") && _decimalCommas == 0;

    /// <summary>Adds the values of one piece: of a large one a sample first, and all of them where that leaves the decision open.</summary>
    /// <param name="rows">Rows of <paramref name="source"/>.</param>
    public void Observe(DuckDBConnection connection, string source, long rows)
    {
        if (_styles.Count == 1)
        {
            return;
        }

        var step = Math.Max(1, rows / SampledRows);
        var before = (_read, _values, _differing, _decimalCommas);
        Add(connection, source, step);
        if (step > 1 && !IsDecided)
        {
            (_read, _values, _differing, _decimalCommas) = before;
            Add(connection, source, 1);
        }
    }

    /// <param name="step">Looks at one of so many rows, and at all numbers that are not written plainly.</param>
    private void Add(DuckDBConnection connection, string source, long step)
    {
        var (month, day) = (ValueStyles.MonthFirst.Sql(_text), ValueStyles.DayFirst.Sql(_text));
        var differing = IsTime ? $"count(*) FILTER ({month} <> {day})" : "0";
        var commas = definition.Type == ColumnType.Number ? $@"count(*) FILTER (regexp_matches({_text}, ',(\d{{1,2}}|\d{{4,}})$'))" : "0";
        var counts = string.Join(", ", _styles.Select(style => $"count({style.Sql(_text)})"));

        var odd = definition.Type == ColumnType.Number ? $" OR try_cast({_text} AS DOUBLE) IS NULL" : string.Empty;
        var sample = step == 1 ? string.Empty : FormattableString.Invariant($" WHERE _row % {step} = 0{odd}");

        // Over distinct values: a year of orders has few different times and prices.
        connection.Query($"SELECT count({_text}), {differing}, {commas}, any_value({_text}), {counts} FROM (SELECT DISTINCT {_text} FROM {source}{sample})", reader =>
        {
            _values += reader.GetInt64(0);
            _differing += Convert.ToInt64(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture);
            _decimalCommas += Convert.ToInt64(reader.GetValue(2), System.Globalization.CultureInfo.InvariantCulture);
            _example ??= reader.IsDBNull(3) ? null : reader.GetString(3);
            _read = [.. _styles.Select((_, index) => reader.GetInt64(4 + index) + (_read.Length > 0 ? _read[index] : 0))];
            return true;
        }).Single();
    }

    /// <exception cref="MappingNeededException">Dates that could be read two ways.</exception>
    /// <exception cref="UploadRefusedException">A required column that no style reads.</exception>
    public ValueStyle Decide()
    {
        if (_styles.Count == 1)
        {
            return _styles[0];
        }

        if (definition.Required && _read.Max() < Convincing * _values)
        {
            throw NotReadable();
        }

        if (IsAmbiguousDate)
        {
            throw new MappingNeededException(
                $"The dates for {definition.Name} could be read two ways: all of them are valid with the day first and with the month first, such as '{Shown.Text(_example)}'. " +
                "Say which in a mapping.json with \"dateOrder\": \"dmy\" or \"mdy\", dropped beside the file.",
                new Mapping { DateOrder = "dmy" });
        }

        if (definition.Type == ColumnType.Number && Read("comma") == Read("thousands") && Read("comma") > Read("point"))
        {
            return _styles.Single(style => style.Name == (_decimalCommas > 0 ? "comma" : "thousands"));
        }

        return _styles[Array.IndexOf(_read, _read.Max())];
    }

    private long Read(string style)
    {
        for (var i = 0; i < _read.Length; i++)
        {
            if (_styles[i].Name == style)
            {
                return _read[i];
            }
        }

        return 0;
    }

    private UploadRefusedException NotReadable()
    {
        var expected = IsTime
            ? "dates such as 2026-03-31, 2026-03-31T14:05:00Z, 31.03.2026 14:05, 3/31/2026 or epoch seconds"
            : "numbers such as 12.50, 1,234.50 or 1.234,50";
        return new UploadRefusedException(
            $"The column for {definition.Name} cannot be read: found values such as '{Shown.Text(_example)}' ({_read.Max()} of {_values} readable), expected {expected}. Nothing was taken from the file.");
    }
}
