using Insight.Scoring.Reasons;

namespace Insight.Tests.Scoring.Reasons;

public sealed class ReasonScaleTests
{
    public static TheoryData<ReasonLink, ReasonLink> Pairs()
    {
        var pairs = new TheoryData<ReasonLink, ReasonLink>();
        foreach (var from in Enum.GetValues<ReasonLink>())
        {
            foreach (var to in Enum.GetValues<ReasonLink>())
            {
                pairs.Add(from, to);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Move_KeepsTheSumExact_EvenWhereBaseAndOutputMeet(ReasonLink from, ReasonLink to)
    {
        foreach (var (start, output) in new[] { (0.2, 0.7), (0.7, 0.2), (0.5, 0.5 + 1e-7), (0.5, 0.5), (0.3, 0.3 + 3e-6), (0.01, 0.99) })
        {
            double[] contributions = [output - start - 3, 2, 1];
            var moved = ReasonScale.Move(new Explained(start, output), from, to, contributions);
            Assert.Equal(ReasonScale.Of(to, ReasonScale.Invert(from, output)), moved.Output, 1e-12);
            Assert.Equal(moved.Output, moved.Base + contributions.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Move_WhereNothingAddsUp_TakesTheSlope()
    {
        double[] contributions = [1, -1];
        ReasonScale.Move(new Explained(0, 0), ReasonLink.Logit, ReasonLink.Identity, contributions);
        Assert.Equal(0.25, contributions[0], 1e-9); // the sigmoid's slope at 0
        Assert.Equal(-0.25, contributions[1], 1e-9);
    }

    [Fact]
    public void Of_CertaintyAndNothing_StayFinite()
    {
        Assert.True(double.IsFinite(ReasonScale.Of(ReasonLink.Logit, 1)));
        Assert.True(double.IsFinite(ReasonScale.Of(ReasonLink.Logit, 0)));
        Assert.True(double.IsFinite(ReasonScale.Of(ReasonLink.Log, 0)));
    }
}
