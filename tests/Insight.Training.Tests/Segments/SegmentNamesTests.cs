using Insight.Training.Segments;

namespace Insight.Training.Tests.Segments;

public sealed class SegmentNamesTests
{
    private static readonly IReadOnlyList<float[]> Everyone = Crowds.Three(seed: 1);

    [Theory]
    [InlineData(12, 300, "Regular buyers, big baskets, active lately", true)]
    [InlineData(3, 300, "Regular buyers, big baskets", true)]                  // three repeats make no regular, but leave one
    [InlineData(2, 300, "Regular buyers, big baskets", false)]
    [InlineData(12, 60, "Regular buyers, big baskets", false)]                 // about what everyone spends
    [InlineData(0, 20, "One-time buyers, small baskets", true)]
    [InlineData(1, 20, "One-time buyers, small baskets", false)]
    [InlineData(12, 300, "Regular buyers, many products (2)", true)]
    [InlineData(12, 300, "Our darlings", false)]
    public void StillTrue_HandWorked(double frequency, double money, string name, bool expected) =>
        Assert.Equal(expected, SegmentTrait.StillTrue(name, new SegmentPortrait([.. Crowds.Of(9, 10, frequency, money, seed: 3)], Everyone)));

    [Fact]
    public void Describe_GroupThatGoesOn_KeepsItsNameUntilItLies()
    {
        var segments = SegmentFit.Fit(Everyone, 1, CancellationToken.None)!.Segments; // crowds differ enough
        var first = SegmentNames.Describe(segments, [11, 12, 13], [null, null, null], Everyone, "EUR");
        Assert.Equal(["Regular buyers, big baskets, active lately", "Occasional buyers", "One-time buyers, small baskets, long away"], first.Select(group => group.Name));

        SegmentDescription[] former = [first[0] with { Name = "Regular buyers" }, first[1] with { Name = first[2].Name }, first[2]];
        var second = SegmentNames.Describe(segments, [11, 12, 13], former, Everyone, "EUR");

        Assert.Equal("Regular buyers", second[0].Name);             // true, if less than could be said
        Assert.Equal(first[1].Name, second[1].Name);                // what it was called is not true of it
        Assert.Equal(first[2].Name, second[2].Name);
    }
}
