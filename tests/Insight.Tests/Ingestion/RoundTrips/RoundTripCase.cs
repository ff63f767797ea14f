using FsCheck;
using FsCheck.Fluent;

namespace Insight.Tests.Ingestion.RoundTrips;

/// <summary>A table, told by the seed that makes it, and two dialects in which it is dropped one after the other.</summary>
internal sealed record RoundTripCase
{
    public required int Seed { get; init; }

    public required int Rows { get; init; }

    public required string Table { get; init; }

    /// <summary>Zone of the shop, so of times without one.</summary>
    public required string Zone { get; init; }

    /// <summary>Whether the file is worked on in many small pieces.</summary>
    public required bool InPieces { get; init; }

    public required Dialect First { get; init; }

    public required Dialect Second { get; init; }

    /// <summary>Zones whose clocks do not change in the hours of the made-up times.</summary>
    public static readonly IReadOnlyList<string> Zones = ["Europe/London", "America/New_York", "Asia/Kolkata", "Europe/Berlin"];

    public static Arbitrary<RoundTripCase> Arbitrary => Arb.From(Cases, Shrink);

    private static Gen<Dialect> Dialects =>
        from container in Gen.Frequency((6, Gen.Constant(Container.Csv)), (1, Gen.Constant(Container.JsonLines)), (1, Gen.Constant(Container.JsonArray)), (1, Gen.Constant(Container.Parquet)))
        from text in Gen.Elements(Enum.GetValues<TextForm>())
        from quoting in Gen.Elements(Enum.GetValues<Quoting>())
        from numbers in Gen.Elements(Enum.GetValues<NumberForm>())
        from times in Gen.Elements(Enum.GetValues<TimeForm>())
        from delimiter in Gen.Elements(',', ';', '\t', '|')
        from lineEnd in Gen.Elements("\n", "\r\n", "\r")
        from gzip in Gen.Elements(false, false, true)
        select new Dialect { Container = container, TextForm = text, Quoting = quoting, NumberForm = numbers, TimeForm = times, Delimiter = delimiter, LineEnd = lineEnd, Gzip = gzip };

    private static Gen<RoundTripCase> Cases =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from rows in Gen.Frequency((1, Gen.Choose(1, 4)), (3, Gen.Choose(5, 120)))
        from table in Gen.Elements("order_lines", "orders", "products", "customers")
        from zone in Gen.Elements(Zones.ToArray())
        from inPieces in Gen.Elements(false, true)
        from first in Dialects
        from second in Dialects
        select new RoundTripCase { Seed = seed, Rows = rows, Table = table, Zone = zone, InPieces = inPieces, First = first, Second = second };

    private static IEnumerable<RoundTripCase> Shrink(RoundTripCase larger)
    {
        foreach (var rows in new[] { larger.Rows / 2, larger.Rows - 1 }.Where(rows => rows > 0).Distinct())
        {
            yield return larger with { Rows = rows };
        }

        if (larger.InPieces)
        {
            yield return larger with { InPieces = false };
        }

        foreach (var dialect in larger.First.Plainer())
        {
            yield return larger with { First = dialect };
        }

        foreach (var dialect in larger.Second.Plainer())
        {
            yield return larger with { Second = dialect };
        }
    }
}
