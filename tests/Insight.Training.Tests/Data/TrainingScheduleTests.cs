using Insight.Training.Data;

namespace Insight.Training.Tests.Data;

public sealed class TrainingScheduleTests
{
    private static readonly DateOnly First = new(2009, 12, 1);
    private static readonly DateOnly Last = new(2010, 11, 30);

    [Fact]
    public void Plan_Backtest_TestsAtAsOf()
    {
        var schedule = TrainingSchedule.Plan(First, Last, new DateOnly(2010, 8, 31), 90);
        Assert.Equal(new DateOnly(2010, 8, 31), schedule.Test);
        Assert.Equal([new DateOnly(2010, 6, 2), new DateOnly(2010, 5, 12)], schedule.Validations.Select(window => window.Day));
        Assert.Equal([new DateOnly(2010, 3, 4), new DateOnly(2010, 2, 11)], schedule.Validations[0].Before);
        Assert.Equal([new DateOnly(2010, 2, 11)], schedule.Validations[1].Before);
        Assert.Equal(schedule.BeforeTest, schedule.BeforeAsOf);
        Assert.Contains(schedule.Validations[0].Day, schedule.BeforeTest);
    }

    [Fact]
    public void Plan_Live_TestsOneHorizonBack()
    {
        var schedule = TrainingSchedule.Plan(First, Last, Last, 90);
        Assert.Equal(new DateOnly(2010, 9, 1), schedule.Test);
        Assert.Equal(schedule.Test, schedule.BeforeAsOf[0]);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(120)]
    public void Plan_NoLabelReachesPastItsJudge(int horizonDays)
    {
        for (var day = First.AddDays(1); day <= Last; day = day.AddDays(7))
        {
            var schedule = TrainingSchedule.Plan(First, Last, day, horizonDays);
            Assert.All(schedule.Validations, window => Assert.All(window.Before, cutoff => Assert.True(cutoff.AddDays(horizonDays) <= window.Day)));
            Assert.All(schedule.BeforeTest, cutoff => Assert.True(cutoff.AddDays(horizonDays) <= (schedule.Test ?? day)));
            Assert.All(schedule.BeforeAsOf, cutoff => Assert.True(cutoff.AddDays(horizonDays) <= day));
            Assert.True(schedule.Test is null || schedule.Test.Value.AddDays(horizonDays) <= Last);
            Assert.All(schedule.Validations, window => Assert.True(window.Day.AddDays(horizonDays) <= schedule.Test));
            Assert.All(schedule.Validations, window => Assert.NotEmpty(window.Before));
        }
    }

    [Fact]
    public void Plan_ShortHistory_HasNoValidationThenNoTest()
    {
        var noValidation = TrainingSchedule.Plan(First, First.AddDays(260), First.AddDays(260), 90);
        Assert.Empty(noValidation.Validations);
        Assert.NotEmpty(noValidation.BeforeTest);
        var nothing = TrainingSchedule.Plan(First, First.AddDays(100), First.AddDays(100), 90);
        Assert.Null(nothing.Test);
        Assert.Empty(nothing.BeforeTest);
        Assert.Empty(nothing.BeforeAsOf);
    }
}
