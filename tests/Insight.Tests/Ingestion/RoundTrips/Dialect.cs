namespace Insight.Tests.Ingestion.RoundTrips;

internal enum Container
{
    Csv,
    JsonLines,
    JsonArray,
    Parquet,
}

internal enum TextForm
{
    Utf8,
    Utf8WithMark,
    Utf16,
    Utf16BigEndian,
    Windows1252,
}

internal enum Quoting
{
    WhereNeeded,
    Texts,
    All,
}

internal enum NumberForm
{
    /// <summary>1234.5</summary>
    Point,

    /// <summary>1234,50</summary>
    Comma,

    /// <summary>1,234.50</summary>
    Thousands,

    /// <summary>1.234,50</summary>
    DotThousands,
}

internal enum TimeForm
{
    Utc,
    Offset,
    Local,
    DayFirst,
    MonthFirst,
    EpochSeconds,
    EpochMilliseconds,
}

/// <summary>A way in which an export may be written.</summary>
internal sealed record Dialect
{
    public Container Container { get; init; }

    public TextForm TextForm { get; init; }

    public Quoting Quoting { get; init; }

    public NumberForm NumberForm { get; init; }

    public TimeForm TimeForm { get; init; }

    public char Delimiter { get; init; } = ',';

    public string LineEnd { get; init; } = "\n";

    public bool Gzip { get; init; }

    /// <summary>The dialects that are plainer by one thing.</summary>
    public IEnumerable<Dialect> Plainer()
    {
        Dialect[] plainer =
        [
            this with { Gzip = false }, this with { LineEnd = "\n" }, this with { Delimiter = ',' }, this with { TimeForm = TimeForm.Utc }, this with { NumberForm = NumberForm.Point },
            this with { Quoting = Quoting.WhereNeeded }, this with { TextForm = TextForm.Utf8 }, this with { Container = Container.Csv },
        ];
        return plainer.Where(dialect => dialect != this);
    }
}
