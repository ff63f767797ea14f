using System.Text.Json;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Networks;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Tests.Recommendations.Networks;

/// <summary>Networks within a shop's time, which goes on by a second with every look at the clock.</summary>
public sealed class SequenceNetworkFitTests
{
    /// <summary>1,000 sequences in batches of 32.</summary>
    private const int StepsOfAnEpoch = 32;

    private static readonly InteractionLog Log = Logs.Of([.. Enumerable.Range(0, 1_000).Select(i => $"a{i % 100} b{i % 100} c{i % 100} d{i % 100} e{i % 100}")]);

    private static readonly RankingSplit Split = RankingSplit.Of(Log, 1);

    [Fact]
    public void StoppedForTime_AfterAThird_ItSaysSo()
    {
        var room = 9 * StepsOfAnEpoch / 2;
        var clock = new TickingClock();
        var until = new Deadline(clock, TimeSpan.FromSeconds(room));
        var fit = new SequenceNetworkFit(SequenceNetworkKind.Gru, seed: 1);

        Assert.NotNull(fit.Choose(Split.BeforeValidation, Split.Validation, until, CancellationToken.None));

        // The rest is for two fits that are as long.
        Assert.Equal("gru was stopped for time after one pass over the data.", fit.Note);
        Assert.InRange(clock.GetTimestamp(), room / 3, (room / 3) + 10);
    }

    /// <summary>The learning rate had fallen as far as time allowed: so it does again where there is more data and nothing to stop.</summary>
    [Fact]
    public void StoppedForTime_LaterFitsPlanForAsManyEpochs()
    {
        int Planned(int room)
        {
            var fit = new SequenceNetworkFit(SequenceNetworkKind.Gru, seed: 1);
            Assert.NotNull(fit.Choose(Split.BeforeValidation, Split.Validation, new Deadline(new TickingClock(), TimeSpan.FromSeconds(room)), CancellationToken.None));
            return JsonSerializer.SerializeToElement(fit.Settings).GetProperty("settings").GetProperty(nameof(SequenceNetworkSettings.Epochs)).GetInt32();
        }

        Assert.Equal(3, Planned(3 * ((7 * StepsOfAnEpoch / 2) + 5)));
        Assert.Equal(SequenceNetworkSettings.For(SequenceNetworkKind.Gru, Split.BeforeValidation).Epochs, Planned(1_000_000));
    }

    [Fact]
    public void WithoutTimeForOneEpoch_OrForAnything_ThereIsNoNetwork_AndItSaysWhy()
    {
        var started = new SequenceNetworkFit(SequenceNetworkKind.Gru, seed: 1);
        Assert.Null(started.Choose(Split.BeforeValidation, Split.Validation, new Deadline(new TickingClock(), TimeSpan.FromSeconds(StepsOfAnEpoch)), CancellationToken.None));
        Assert.Equal("gru had too little time for one pass over the data.", started.Note);

        var late = new SequenceNetworkFit(SequenceNetworkKind.SelfAttention, seed: 1);
        Assert.Null(late.Choose(Split.BeforeValidation, Split.Validation, new Deadline(new TickingClock(), TimeSpan.Zero), CancellationToken.None));
        Assert.Equal("self-attention was not tried: there was no time left.", late.Note);
    }

    private sealed class TickingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
