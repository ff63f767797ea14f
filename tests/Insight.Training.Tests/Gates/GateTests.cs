using Insight.Registry;
using Insight.Training.Gates;

namespace Insight.Training.Tests.Gates;

public sealed class GateTests
{
    private static readonly MetricValue Better = new(0.02, 0.01, 0.03);
    private static readonly MetricValue Unclear = new(0.005, -0.01, 0.02);
    private static readonly MetricValue Worse = new(-0.02, -0.03, -0.01);

    private static Comparison Against(string name, MetricValue first, MetricValue? second = null) => new(name, [("AUC", first), ("MAE", second ?? Unclear)]);

    [Fact]
    public void Judge_BeatsTheBaseline_NothingServes_IsPublished() =>
        Assert.Equal(GateDecision.Published, Gate.Judge("blend", [Against("recency", Better)], null, false, championServes: false).Decision);

    [Fact]
    public void Judge_WithinNoiseOfABaseline_GivesWayToIt()
    {
        var verdict = Gate.Judge("blend", [Against("recency", Better), Against("constant-rate", Unclear)], null, false, championServes: false);
        Assert.Equal(GateDecision.BaselinePublished, verdict.Decision);
        Assert.Contains("constant-rate", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WithinNoiseOfABaseline_ChampionServesOn() =>
        Assert.Equal(GateDecision.ChampionKept, Gate.Judge("blend", [Against("recency", Unclear)], null, true, championServes: true).Decision);

    [Fact]
    public void Judge_BetterFirstButWorseSecond_DoesNotPass() =>
        Assert.Equal(GateDecision.BaselinePublished, Gate.Judge("blend", [Against("recency", Better, Worse)], null, false, championServes: false).Decision);

    [Fact]
    public void Judge_Champion_MustBeBeatenByMoreThanNoise()
    {
        GateDecision With(MetricValue gain, bool sameRecipe) =>
            Gate.Judge("blend", [Against("recency", Better)], Against("glm", gain), sameRecipe, championServes: true).Decision;
        Assert.Equal(GateDecision.Published, With(Better, false));
        Assert.Equal(GateDecision.ChampionKept, With(Unclear, false));
        Assert.Equal(GateDecision.ChampionKept, With(Worse, true));

        // The same recipe fitted on newer data need only be as good.
        Assert.Equal(GateDecision.Published, With(Unclear, true));
    }

    [Fact]
    public void Promotes_OnlyWhatIsPublished()
    {
        Assert.True(new GateVerdict(GateDecision.Published, "").Promotes);
        Assert.True(new GateVerdict(GateDecision.BaselinePublished, "").Promotes);
        Assert.False(new GateVerdict(GateDecision.ChampionKept, "").Promotes);
        Assert.False(new GateVerdict(GateDecision.NothingToPublish, "").Promotes);
    }
}
