using Insight.Training.Segments;

namespace Insight.Training.Tests.Segments;

public sealed class SegmentFitTests
{
    [Fact]
    public void Fit_ClearCrowds_FindsTheirNumber_AndStopsThere()
    {
        var choice = SegmentFit.Fit(Crowds.Three(seed: 1), seed: 1, CancellationToken.None)!; // crowds differ enough
        Assert.Equal(3, choice.Segments.Groups);
        Assert.True(choice.Stability.Mean > 0.98 && choice.Stability.Low <= choice.Stability.Mean);
        Assert.NotNull(choice.Judged[0].Stability);
        Assert.All(choice.Judged.Skip(1), count => Assert.Null(count.Stability));
        Assert.Equal(choice.Judged.Select(count => count.Silhouette).OrderDescending(), choice.Judged.Select(count => count.Silhouette));
    }

    /// <summary>One crowd without structure: no number of groups is stable, and the least unstable one is taken after all were looked at.</summary>
    [Fact]
    public void Fit_NoCrowds_TakesTheMostStable()
    {
        var random = new Random(4);
        var choice = SegmentFit.Fit([.. Enumerable.Range(0, 300).SelectMany(i => Crowds.Of(1, 40, 5, 50, random.Next()))], seed: 1, CancellationToken.None)!; // drawn apart
        Assert.All(choice.Judged, count => Assert.True(count.Stability?.Mean < SegmentFit.LeastStability));
        Assert.Equal(choice.Judged.Max(count => count.Stability?.Mean), choice.Stability.Mean);
    }

    [Fact]
    public void Stability_SameGroupsEveryTime_IsOne()
    {
        var rows = Crowds.Three(seed: 1);
        var stability = SegmentStability.Of(rows, row => (int)row[0], (_, _) => row => -(int)row[0], seed: 1, CancellationToken.None);
        Assert.Equal(new SegmentStability(1, 1, 20), stability);
    }
}
