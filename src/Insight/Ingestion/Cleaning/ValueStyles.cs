using Insight.Lake;

namespace Insight.Ingestion.Cleaning;

/// <summary>A way of writing a time or a number, as an SQL expression that is NULL where a text is not written so.</summary>
internal sealed record ValueStyle(string Name, string Pattern)
{
    /// <param name="text">SQL expression of the (trimmed) text.</param>
    public string Sql(string text) => Pattern.Replace("$x", text, StringComparison.Ordinal);
}

/// <summary>The ways that exports write times, numbers and yes or no. Times become UTC; those without a zone are read in the session's.</summary>
internal static class ValueStyles
{
    /// <summary>The common way, <c>2026-03-31 14:05:00</c> and the like, is read without regular expressions, which cost ten times as much.</summary>
    public static readonly ValueStyle Iso = new("iso",
        @"coalesce(CASE WHEN strlen($x) IN (16, 19) AND $x LIKE '%:__' OR strlen($x) = 10 THEN to_utc(try_cast($x AS TIMESTAMP)) END,
        CASE WHEN regexp_matches($x, '^\d{4}[-/]\d{1,2}[-/]\d{1,2}') THEN timezone('UTC', try_cast(regexp_replace(regexp_replace(replace($x, '/', '-'), ' ?UTC$', 'Z'), ' ?([+-]\d\d):?(\d\d)$', '\1:\2') AS TIMESTAMPTZ)) END)");

    public static readonly ValueStyle MonthFirst = new("mdy", Rewritten("1", "2"));

    public static readonly ValueStyle DayFirst = new("dmy", Rewritten("2", "1"));

    /// <summary>Beside each other, so that a column with both (which epoch, compact day) is still read as one of them.</summary>
    public static readonly IReadOnlyList<ValueStyle> Times =
    [
        Iso,
        MonthFirst,
        DayFirst,
        new("yyyymmdd", @"CASE WHEN regexp_matches($x, '^(19|20)\d{6}$') THEN timezone('UTC', try_strptime($x, '%Y%m%d')::TIMESTAMPTZ) END"),
        new("epoch_s", @"CASE WHEN regexp_matches($x, '^\d{9,10}(\.\d+)?$') THEN make_timestamp((try_cast($x AS DOUBLE) * 1e6)::BIGINT) END"),
        new("epoch_ms", @"CASE WHEN regexp_matches($x, '^\d{12,13}$') THEN make_timestamp(try_cast($x AS BIGINT) * 1000) END"),
        new("epoch_us", @"CASE WHEN regexp_matches($x, '^\d{15,16}$') THEN make_timestamp(try_cast($x AS BIGINT)) END"),
    ];

    /// <summary>What is a number as it stands is taken so; only the others are looked at for signs of money and separators.</summary>
    public static readonly IReadOnlyList<ValueStyle> Numbers =
    [
        new("point", $"coalesce({Finite("$x")}, {Finite(Digits("$x"))})"),
        new("thousands", $"coalesce({Finite("$x")}, {Finite($"CASE WHEN regexp_matches({Digits("$x")}, '^-?\\d{{1,3}}(,\\d{{3}})*(\\.\\d+)?$') THEN replace({Digits("$x")}, ',', '') END")})"),
        new("comma", $"coalesce(CASE WHEN NOT contains($x, '.') THEN {Finite("$x")} END, {Finite($"CASE WHEN regexp_matches({Digits("$x")}, '^-?(\\d{{1,3}}(\\.\\d{{3}})+|\\d+)(,\\d+)?$') THEN replace(replace({Digits("$x")}, '.', ''), ',', '.') END")})"),
    ];

    public static readonly ValueStyle Flag = new("flag",
        "CASE WHEN lower($x) IN ('true', 'yes', 'y', 't', '1', 'ja', 'oui', 'si', 'sim') THEN true WHEN lower($x) IN ('false', 'no', 'n', 'f', '0', 'nein', 'non', 'nao') THEN false END");

    /// <summary>An address where an id should stand becomes the id of that address: it must not be stored in clear.</summary>
    public static readonly ValueStyle Id = new("id", @"CASE WHEN contains($x, '@') AND regexp_matches($x, '[^\s@]+@[^\s@]+\.[^\s@]') THEN email_id($x) WHEN contains($x, '.0') THEN regexp_replace($x, '^(\d+)\.0+$', '\1') ELSE $x END");

    public static readonly ValueStyle Text = new("text", "$x");

    /// <summary>The styles among which a column of this type is decided; one where nothing is to decide.</summary>
    public static IReadOnlyList<ValueStyle> For(ColumnType type) => type switch
    {
        ColumnType.Time => Times,
        ColumnType.Date => [.. Times.Select(style => new ValueStyle(style.Name, $"timezone(current_setting('TimeZone'), timezone('UTC', {style.Pattern}))::DATE"))],
        ColumnType.Number => Numbers,
        ColumnType.Integer => [new ValueStyle("integer", "CASE WHEN try_cast($x AS DOUBLE) = floor(try_cast($x AS DOUBLE)) THEN try_cast(try_cast($x AS DOUBLE) AS INTEGER) END")],
        ColumnType.Flag => [Flag],
        ColumnType.Id => [Id],
        _ => [Text],
    };

    /// <summary>Reads by rewriting as ISO, which is twenty times faster than trying date formats one after the other.</summary>
    private static string Rewritten(string month, string day)
    {
        var iso = $@"regexp_replace(regexp_replace($x, '^(\d{{1,2}}[/.-]\d{{1,2}}[/.-])(\d\d)(\D|$)', '\120\2\3'), '^(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}),?', '\3-\{month}-\{day}')";
        return $@"CASE WHEN regexp_matches($x, '^\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2}}(\d\d)?(\D|$)') THEN timezone('UTC', CASE
            WHEN regexp_matches($x, '[AaPp][Mm]$') THEN try_strptime({iso}, ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p'])::TIMESTAMPTZ
            ELSE try_cast({iso} AS TIMESTAMPTZ) END) END";
    }

    private static string Digits(string text) => $"regexp_replace({text}, '[€$£¥\\s\\x{{00A0}}\\x{{202F}}’'']', '', 'g')";

    private static string Finite(string text) => $"finite(try_cast({text} AS DOUBLE))";
}
