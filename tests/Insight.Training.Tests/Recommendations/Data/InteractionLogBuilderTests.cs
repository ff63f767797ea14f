using Insight.Features;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Tests.Recommendations.Data;

/// <summary>Interactions without a time among others that have one.</summary>
public sealed class InteractionLogBuilderTests
{
    [Fact]
    public void AFewWithoutATime_AreLeftOut_AndTheRestIsAsIfTheyHadNeverBeen()
    {
        var clean = Build(("a", "x", 1), ("a", "y", 3), ("c", "x", 2));
        var log = Build(("a", "gone", null), ("a", "x", 1), ("a", "y", 3), ("b", "gone", null), ("c", "x", 2));

        Assert.True(log.HasClock);
        Assert.Equal((2, 0), (log.LeftOut, clean.LeftOut));
        Assert.Equal(clean.Ids, log.Ids);
        Assert.Equal(["a", "b", "c"], log.Owners);
        Assert.Equal([2, 0, 1], Enumerable.Range(0, log.Sequences).Select(log.LengthOf));
        Assert.Equal(clean.ProductsOf(0).ToArray(), log.ProductsOf(0).ToArray());
        Assert.Equal([0, 2], log.DaysOf(0).ToArray());
        Assert.Equal([1], log.DaysOf(2).ToArray());
        Assert.Equal((2, 1), (log.LastDay, log.Counts()[log.Place("y")]));
    }

    [Fact]
    public void MostlyWithoutTimes_ThereIsNoClock_AndNothingIsLeftOut()
    {
        var log = Build(("a", "x", null), ("a", "y", null), ("b", "x", 2), ("c", "x", null));

        Assert.False(log.HasClock);
        Assert.Equal((0, 4, 0), (log.LeftOut, log.Interactions, log.LastDay));
        Assert.Equal([0, 0], log.DaysOf(0).ToArray());
    }

    [Fact]
    public void OneRowWithoutATime_DoesNotTurnOffTheClockOfAShop_AndTheRunSaysSo()
    {
        var builder = new InteractionLogBuilder();
        builder.Add("c:000", null, "p1", null, InteractionKind.View);
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            foreach (var day in Enumerable.Range(0, 5).Select(_ => random.NextDouble() * 240).Order())
            {
                builder.Add($"c:{i:000}", $"o:{i}-{day}", $"p{random.Next(30)}", DateTimeOffset.UnixEpoch.AddDays(day), InteractionKind.Purchase);
            }
        }

        var trained = RecommendationTrainer.Train(new RecommendationInput { Log = builder.Build(), SearchTime = TimeSpan.FromSeconds(1) }, CancellationToken.None);

        Assert.Contains("days are the test", trained.Verdict.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Interactions without a time, 1, were left out.", trained.Verdict.Reason, StringComparison.Ordinal);
    }

    private static InteractionLog Build(params (string Owner, string Product, double? Day)[] interactions)
    {
        var builder = new InteractionLogBuilder();
        foreach (var (owner, product, day) in interactions)
        {
            builder.Add(owner, null, product, day is { } then ? DateTimeOffset.UnixEpoch.AddDays(then) : null, InteractionKind.View);
        }

        return builder.Build();
    }
}
