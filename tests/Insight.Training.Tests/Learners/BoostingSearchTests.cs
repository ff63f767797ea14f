using Insight.Training.Data;
using Insight.Training.Learners;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Training.Tests.Learners;

public sealed class BoostingSearchTests
{
    private static readonly BoostingOptions Champion = new() { LearningRate = 0.123 };

    [Fact]
    public void Choose_ClearlyBetter_IsTaken_WithinNoise_IsNot()
    {
        Assert.Equal(0.123, Choose(options => options.LearningRate == 0.123 ? [0.1, 0.2, 0.1, 0.2] : [1, 2, 1, 2]).LearningRate);
        Assert.Equal(new BoostingOptions(), Choose(options => options.LearningRate == 0.123 ? [0, 4, 0, 1.9] : [1, 2, 1, 2]));
    }

    [Fact]
    public void Choose_TriesDefaultsThenChampionThenDraws_TheSameEachTime()
    {
        var (first, again) = (Tried(), Tried());
        Assert.Equal(new BoostingOptions(), first[0]);
        Assert.Equal(Champion, first[1]);
        Assert.Equal(2 + new TrainingOptions().SearchTrials, first.Count);
        Assert.Equal(first, again);

        static List<BoostingOptions> Tried()
        {
            var tried = new List<BoostingOptions>();
            Choose(options =>
            {
                tried.Add(options);
                return [1, 1];
            });
            return tried;
        }
    }

    [Fact]
    public void Choose_EndsWithTheShopsTime()
    {
        var time = new FakeTimeProvider();
        var tried = 0;
        Choose(
            _ =>
            {
                tried++;
                time.Advance(TimeSpan.FromMinutes(1));
                return [1, 1];
            },
            time);
        Assert.Equal(3, tried); // the two minutes of the default budget, and the one that overran them
    }

    private static BoostingOptions Choose(Func<BoostingOptions, double[]> losses, TimeProvider? time = null)
    {
        var input = new TrainingInput
        {
            Shop = OnlineRetail.Shop, Histories = [], Time = time ?? new FakeTimeProvider(),
            Schedule = TrainingSchedule.Plan(new DateOnly(2020, 1, 1), new DateOnly(2021, 1, 1), new DateOnly(2020, 9, 1), 90),
        };
        return BoostingSearch.Choose(input, Champion, losses, CancellationToken.None);
    }
}
