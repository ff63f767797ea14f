using DuckDB.NET.Data;
using Insight.Ingestion.Formats;
using Insight.Lake;

namespace Insight.Ingestion.Cleaning;

/// <summary>Decides for each column, from the whole of it and never row by row, how its times and numbers are written.</summary>
internal static class ColumnProfiler
{
    /// <summary>A style must read this share of the values to be the column's.</summary>
    private const double Convincing = 0.5;

    /// <param name="source">Relation with the interpreted text columns.</param>
    /// <exception cref="MappingNeededException">Dates that could be read two ways.</exception>
    /// <exception cref="UploadRefusedException">A required column that no style reads.</exception>
    public static ValueStyle Decide(DuckDBConnection connection, string source, string column, LakeColumn definition, Interpretation interpretation)
    {
        var styles = ValueStyles.For(definition.Type);
        if (styles.Count == 1)
        {
            return styles[0];
        }

        var text = DuckDb.Identifier(column);
        if (definition.Type == ColumnType.Time && interpretation.DateOrder is { } order)
        {
            styles = [.. styles.Where(style => style.Name == order || style.Name is not ("mdy" or "dmy"))];
        }

        var counts = Counts(connection, source, text, styles, out var total);
        var best = 0;
        for (var i = 1; i < counts.Count; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }

        if (total > 0 && counts[best] < Convincing * total && definition.Required)
        {
            throw NotReadable(connection, source, text, definition, counts[best], total);
        }

        if (definition.Type == ColumnType.Time && styles[best].Name is "mdy" or "dmy")
        {
            RefuseAmbiguity(connection, source, text, definition, counts[best]);
        }

        return definition.Type == ColumnType.Number ? DecideComma(connection, source, text, styles, counts) : styles[best];
    }

    private static List<long> Counts(DuckDBConnection connection, string source, string text, IReadOnlyList<ValueStyle> styles, out long total)
    {
        var sql = $"SELECT count({text}), {string.Join(", ", styles.Select(style => $"count({style.Sql(text)})"))} FROM {source}";
        var row = connection.Query(sql, reader => Enumerable.Range(0, styles.Count + 1).Select(reader.GetInt64).ToList()).Single();
        total = row[0];
        return row[1..];
    }

    private static void RefuseAmbiguity(DuckDBConnection connection, string source, string text, LakeColumn definition, long read)
    {
        var (month, day) = (ValueStyles.MonthFirst.Sql(text), ValueStyles.DayFirst.Sql(text));
        var ambiguous = connection.Query(
            $"SELECT count({month}), count({day}), any_value({text}) FILTER ({month} <> {day}) FROM {source}",
            reader => (Month: reader.GetInt64(0), Day: reader.GetInt64(1), Example: reader.IsDBNull(2) ? null : reader.GetString(2))).Single();
        if (ambiguous is { Example: { } example } && ambiguous.Month == read && ambiguous.Day == read)
        {
            throw new MappingNeededException(
                $"The dates for {definition.Name} could be read two ways: every one of {read} is valid with the day first and with the month first, such as '{example}'. " +
                "Say which in a mapping.json with \"dateOrder\": \"dmy\" or \"mdy\" and drop it beside the file.",
                null);
        }
    }

    /// <summary>Between <c>1,234</c> (thousands) and <c>1,234</c> (decimals) the column decides: a comma before other than three digits is a decimal one.</summary>
    private static ValueStyle DecideComma(DuckDBConnection connection, string source, string text, IReadOnlyList<ValueStyle> styles, List<long> counts)
    {
        var (point, thousands, comma) = (counts[0], counts[1], counts[2]);
        if (point >= Math.Max(thousands, comma))
        {
            return styles[0];
        }

        if (thousands != comma)
        {
            return thousands > comma ? styles[1] : styles[2];
        }

        var decimals = connection.Scalar<long>($@"SELECT count(*) FROM {source} WHERE regexp_matches({text}, ',(\d{{1,2}}|\d{{4,}})$')");
        return decimals > 0 ? styles[2] : styles[1];
    }

    private static UploadRefusedException NotReadable(DuckDBConnection connection, string source, string text, LakeColumn definition, long read, long total)
    {
        var example = connection.Scalar<string>($"SELECT coalesce(any_value({text}), '') FROM {source}");
        var expected = definition.Type == ColumnType.Time
            ? "dates such as 2026-03-31, 2026-03-31T14:05:00Z, 31.03.2026 14:05, 3/31/2026 or epoch seconds"
            : "numbers such as 12.50, 1,234.50 or 1.234,50";
        return new UploadRefusedException(
            $"The column for {definition.Name} cannot be read: found values such as '{(example.Length <= 40 ? example : example[..40] + "…")}' ({read} of {total} readable), expected {expected}. Nothing was taken from the file.");
    }
}
