using System.Text.Json;
using Insight.Training.Export;
using Insight.Training.Gates;
using Insight.Training.Segments;

namespace Insight.Training.Tests.Segments;

public sealed class SegmentLineageTests
{
    private static readonly IReadOnlyList<float[]> Customers = Crowds.Three(seed: 1);

    private static CentroidSegments Fit(IReadOnlyList<float[]> rows) => SegmentFit.Fit(rows, seed: 1, CancellationToken.None)!.Segments; // crowds differ enough

    private static IReadOnlyList<SegmentDescription> Describe(CentroidSegments segments, IReadOnlyList<float[]> rows, int[] ids) =>
        SegmentNames.Describe(segments, ids, new SegmentDescription?[ids.Length], rows, "EUR");

    [Fact]
    public void Match_PermutedClusters_EachGoesOn()
    {
        var segments = Fit(Customers);
        var former = Describe(segments, Customers, [20, 31, 12]);
        var permuted = segments with { Centroids = [segments.Centroids[2], segments.Centroids[0], segments.Centroids[1]] };

        Assert.Equal([12, 20, 31], new SegmentLineage(former, 32).Match(permuted).Select(group => group?.Id));
    }

    [Fact]
    public void Match_SmallDataChange_EachGoesOn_AndFewCustomersMove()
    {
        var before = Fit(Customers);
        var former = Describe(before, Customers, [20, 31, 12]);
        var now = Crowds.Three(seed: 50, drift: 1.1);
        var after = Fit(now);

        var matched = new SegmentLineage(former, 32).Match(after);

        Assert.Equal([12, 20, 31], matched.Select(group => group!.Id).Order());
        int[] old = [.. now.Select(row => former[before.Assign(row)].Id)], kept = [.. now.Select(row => matched[after.Assign(row)]!.Id)];
        Assert.True(old.Zip(kept).Count(pair => pair.First != pair.Second) <= 0.02 * now.Count);
    }

    [Fact]
    public void Match_GroupThatWasNotThere_IsNew()
    {
        var segments = Fit(Customers);
        var former = Describe(segments, Customers, [20, 31, 12]);
        var added = CentroidSegments.Place(segments.Inputs, Crowds.Of(1, 200, 15, 900, seed: 9).Single());

        var matched = new SegmentLineage(former, 32).Match(segments with { Centroids = [added, .. segments.Centroids] });

        Assert.Equal([null, 20, 31, 12], matched.Select(group => group?.Id));
    }

    /// <summary>The one new group lies where no former one was: it must not be given the number of one that ended.</summary>
    [Fact]
    public void Match_GroupThatEnded_PassesItsNumberToNobody()
    {
        var former = Describe(Fit(Customers), Customers, [20, 31, 12]);
        IReadOnlyList<float[]> now = [.. Customers.Take(500), .. Crowds.Of(250, 200, 15, 900, seed: 9)]; // those with 2 repeats are gone
        var matched = new SegmentLineage(former, 32).Match(Fit(now));
        Assert.Equal(2, matched.OfType<SegmentDescription>().Count());
        Assert.Single(matched, group => group is null);
    }

    [Fact]
    public void Of_NothingServes_BeginsAfterTheNumbersOfRfm() => Assert.Equal((0, 11), (SegmentLineage.Of(null).Groups.Count, SegmentLineage.Of(null).Next));

    [Theory]
    [InlineData("k-means", 3, 40)]
    [InlineData("rfm-quintiles", 0, 40)] // RFM's groups are no one's forerunners, but the numbers used before them stay used
    public void Of_Champion_KeepsWhatWasUsed(string algorithm, int groups, int next)
    {
        var lineage = SegmentLineage.Of(Serving(algorithm, Describe(Fit(Customers), Customers, [20, 31, 12]), 40));
        Assert.Equal((groups, next), (lineage.Groups.Count, lineage.Next));
    }

    [Fact]
    public void Of_ChampionThatDoesNotSay_BeginsAfterItsHighest() =>
        Assert.Equal(32, SegmentLineage.Of(Serving("k-means", Describe(Fit(Customers), Customers, [20, 31, 12]), null)).Next);

    [Fact]
    public void Export_GivesTheKeptNumbers()
    {
        var segments = Fit(Customers);
        int[] ids = [20, 31, 12];
        var onnx = SegmentExport.Build(segments, ids, 90, Customers, seed: 1);
        Assert.Equal(Customers.Select(row => (double)ids[segments.Assign(row)]), GraphScorer.Run(onnx, Customers)["segment"]);
    }

    [Fact]
    public void Change_HandWorked()
    {
        static SegmentDescription Group(int id, string name) => new(id, name, 0, 0, "", new Dictionary<string, double>());
        var change = SegmentChange.Between(
            new SegmentLineage([Group(11, "A"), Group(12, "B"), Group(13, "C")], 14), [Group(12, "B"), Group(11, "D"), Group(14, "E")], [11, 11, 12, 13], [11, 14, 12, 14]);
        Assert.Equal(0.5, change.Moved);
        Assert.Equal([12, 11], change.Kept);
        Assert.Equal([14], change.Added);
        Assert.Equal([13], change.Ended);
        Assert.Equal([11], change.Renamed);
        Assert.Contains("2 go on under their number (1 renamed), 1 new, 1 ended; 50.0", change.ToString(), StringComparison.Ordinal);
    }

    private static Champion Serving(string algorithm, IReadOnlyList<SegmentDescription> groups, int? next)
    {
        var details = new Dictionary<string, JsonElement> { ["segments"] = JsonSerializer.SerializeToElement(groups, JsonSerializerOptions.Web) };
        if (next is { } number)
        {
            details["nextSegment"] = JsonSerializer.SerializeToElement(number);
        }

        return Champions.Of(new TrainedModel { Algorithm = algorithm, Basis = "model", Onnx = [], Candidates = [], Verdict = default, Details = details }, DateTimeOffset.UnixEpoch);
    }
}
