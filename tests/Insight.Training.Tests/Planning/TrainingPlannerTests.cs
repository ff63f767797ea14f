using Insight.Training.Planning;

namespace Insight.Training.Tests.Planning;

public sealed class TrainingPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, null, 0, 1, PlanStep.Train)]       // the first data
    [InlineData(1, 1, 1, 1, PlanStep.Nothing)]        // nothing new
    [InlineData(1, 100, 1, 1, PlanStep.Nothing)]      // nothing new, for long
    [InlineData(1, 23, 1, 2, PlanStep.Refresh)]       // new data within the budget's time
    [InlineData(1, 23, 2, 2, PlanStep.Nothing)]       // and scored already
    [InlineData(1, 24, 2, 2, PlanStep.Train)]         // the time is over
    [InlineData(1, 24, 1, 3, PlanStep.Train)]
    public void Decide_TrainsOnNewDataOncePerBudget_AndScoresInBetween(long trained, int? hoursAgo, long refreshed, long snapshot, PlanStep expected)
    {
        var plan = new PlanEntity { TrainedSnapshot = trained, TrainedAt = hoursAgo is { } hours ? Now.AddHours(-hours) : null, RefreshedSnapshot = refreshed };

        Assert.Equal(expected, TrainingPlanner.Decide(plan, snapshot, Now, TimeSpan.FromHours(24)));
    }
}
