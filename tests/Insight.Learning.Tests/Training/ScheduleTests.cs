using Insight.Learning.Training;

namespace Insight.Learning.Tests.Training;

public class ScheduleTests
{
    [Fact]
    public void Constant_StaysAndANumberIsOne()
    {
        Schedule schedule = 0.25;

        Assert.Equal(0.25, At(schedule, 0));
        Assert.Equal(0.25, At(schedule, 12345));
    }

    [Theory]
    [InlineData(0, 0.025)]
    [InlineData(3, 0.1)]
    [InlineData(4, 0.1)]
    public void WarmUp_RisesInAStraightLine(long step, double rate) => Assert.Equal(rate, At(Schedule.Constant(0.1).WarmUp(4), step), 1e-12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 0.55)]
    [InlineData(100, 0.1)]
    [InlineData(1000, 0.1)]
    public void Cosine_FallsToItsFloor(long step, double rate) => Assert.Equal(rate, At(Schedule.Cosine(1, 10, 0.1), step), 1e-12);

    [Theory]
    [InlineData(20, 4, 0.55)]
    [InlineData(50, 5, 0.1)]
    [InlineData(50, 0, 0.1)]
    [InlineData(50, 12, 0.55)]
    public void Cosine_ReachesItsFloorWithTheLastEpochInTime(long step, double epochsInTime, double rate) =>
        Assert.Equal(rate, Schedule.Cosine(1, 10, 0.1).At(new ScheduleMoment(step, (int)(step / 10), 10, [], epochsInTime)), 1e-12);

    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 0.5)]
    [InlineData(60, 0.25)]
    public void Steps_FallEverySoManyEpochs(long step, double rate) => Assert.Equal(rate, At(Schedule.Steps(1, 3, 0.5), step), 1e-12);

    [Theory]
    [InlineData(1, new double[] { })]
    [InlineData(1, new double[] { 5, 4, 4 })]
    [InlineData(0.1, new double[] { 5, 4, 4, 4.5 })]
    [InlineData(0.1, new double[] { 5, 4, 4, 4.5, 3 })]
    [InlineData(0.05, new double[] { 5, 4, 4, 4.5, 4, 4 })]
    public void OnPlateau_FallsWithoutANewLowest(double rate, double[] losses) =>
        Assert.Equal(rate, Schedule.OnPlateau(1, 2, 0.1, 0.05).At(new ScheduleMoment(0, losses.Length, 10, losses)), 1e-12);

    [Fact]
    public void Constant_NotPositive_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Constant(double.NaN));

    private static double At(Schedule schedule, long step) => schedule.At(new ScheduleMoment(step, (int)(step / 10), 10, []));
}
