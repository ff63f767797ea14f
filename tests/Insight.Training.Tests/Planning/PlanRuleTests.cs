using Insight.Drift;
using Insight.Training.Planning;

namespace Insight.Training.Tests.Planning;

public sealed class PlanRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static PlanDecision Decide(
        double? daysAgo, long trained = 1, long refreshed = 1, long snapshot = 2, long before = 1_000, long orders = 1_000, int serving = 3, ModelDrift? drift = null) =>
        PlanRule.Decide(
            new PlanEntity { TrainedSnapshot = trained, TrainedOrders = before, TrainedAt = daysAgo is { } days ? Now.AddDays(-days) : null, RefreshedSnapshot = refreshed },
            new TrainedData(snapshot, orders), Now, TimeSpan.FromHours(24), serving, drift is null ? [] : [drift], new PlanningOptions());

    [Theory]
    [InlineData(null, 0, 0, 1, 0, 50, PlanStep.Train, "nothing was trained yet")]
    [InlineData(5.0, 2, 2, 2, 1_000, 1_000, PlanStep.Nothing, "nothing new")]
    [InlineData(100.0, 2, 2, 2, 1_000, 1_000, PlanStep.Nothing, "nothing new")]          // age alone teaches nothing
    [InlineData(5.0, 1, 1, 2, 1_000, 1_099, PlanStep.Refresh, "new data, scored with the models there are")]
    [InlineData(5.0, 1, 2, 2, 1_000, 1_099, PlanStep.Nothing, "nothing new")]            // scored already
    [InlineData(5.0, 1, 1, 2, 1_000, 1_120, PlanStep.Train, "12 % more orders since the last training")]
    [InlineData(5.0, 1, 2, 2, 1_000, 1_100, PlanStep.Train, "10 % more orders since the last training")]
    [InlineData(5.0, 1, 1, 2, 1_000, 700, PlanStep.Train, "30 % fewer orders since the last training")]
    [InlineData(5.0, 1, 1, 2, 0, 40, PlanStep.Train, "the first 40 orders")]
    [InlineData(0.9, 1, 1, 2, 1_000, 2_000, PlanStep.Refresh, "new data, scored with the models there are")] // within the budget
    [InlineData(1.0, 1, 1, 2, 1_000, 2_000, PlanStep.Train, "100 % more orders since the last training")]
    [InlineData(31.5, 1, 1, 2, 1_000, 1_001, PlanStep.Train, "the last training is 31 days ago")]
    [InlineData(31.5, 1, 1, 2, 1_000, 1_200, PlanStep.Train, "20 % more orders since the last training; the last training is 31 days ago")]
    public void Decide_NewDataAndAge(double? daysAgo, long trained, long refreshed, long snapshot, long before, long orders, PlanStep step, string reason) =>
        Assert.Equal(new PlanDecision(step, reason), Decide(daysAgo, trained, refreshed, snapshot, before, orders));

    [Fact]
    public void Decide_NothingServes_TrainsWhenTheBudgetAllows()
    {
        Assert.Equal(new PlanDecision(PlanStep.Train, "no model serves yet"), Decide(1, serving: 0));
        Assert.Equal(PlanStep.Refresh, Decide(0.5, serving: 0).Step);
    }

    [Theory]
    [InlineData(0.24, 10, 500, PlanStep.Refresh, "new data, scored with the models there are")]
    [InlineData(0.31, 2, 500, PlanStep.Refresh, "new data, scored with the models there are")]      // 2 of 10 features: the season
    [InlineData(0.31, 3, 500, PlanStep.Train, "3 of 10 features drifted, most of all f0: PSI 0.31")]
    [InlineData(0.31, 3, 199, PlanStep.Refresh, "new data, scored with the models there are")]      // too few customers to tell it from chance
    public void Decide_FeaturesDrifted(double psi, int features, int customers, PlanStep step, string reason) =>
        Assert.Equal(new PlanDecision(step, reason), Decide(5, drift: Drift(psi, features, 0.01, customers)));

    [Fact]
    public void Decide_ScoreDrifted_IsEnough() => Assert.Equal(
        new PlanDecision(PlanStep.Train, "the score probability of purchase drifted: PSI 0.40"), Decide(5, drift: Drift(0.31, 1, 0.4, 500)));

    [Fact]
    public void Decide_Drifted_StillKeepsTheBudget_AndNeedsNewData()
    {
        Assert.Equal(PlanStep.Refresh, Decide(0.9, drift: Drift(0.9, 10, 0.9, 500)).Step);
        Assert.Equal(PlanStep.Nothing, Decide(5, trained: 2, refreshed: 2, drift: Drift(0.9, 10, 0.9, 500)).Step);
    }

    private static ModelDrift Drift(double psi, int features, double score, int customers) => new(
        "purchase", "v1", 1_000, customers, [.. Enumerable.Range(0, 10).Select(i => new ColumnDrift($"f{i}", i < features ? psi - (i * 0.001) : 0.02, 0.1))],
        [new ColumnDrift("p_alive", score / 2, 0.1), new ColumnDrift("probability", score, 0.1)]);
}
