using Insight.Features;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Networks;

namespace Insight.Training.Tests.Recommendations.Networks;

public sealed class SequenceNetworkSettingsTests
{
    [Theory]
    [InlineData(100, 32, 60)]
    [InlineData(6_000, 128, 60)]
    [InlineData(20_000, 128, 20)]
    [InlineData(100_000, 256, 8)]
    [InlineData(400_000, 256, 4)]
    public void For_MoreSequences_TakesLargerStepsAndFewerEpochs(int sequences, int batch, int epochs)
    {
        var builder = new InteractionLogBuilder();
        for (var owner = 0; owner < sequences; owner++)
        {
            builder.Add($"o{owner}", null, "p1", null, InteractionKind.View);
            builder.Add($"o{owner}", null, $"p{owner % 40}", null, InteractionKind.View);
            builder.Add($"alone{owner}", null, "p2", null, InteractionKind.View); // teaches nothing, counts for nothing
        }

        var settings = SequenceNetworkSettings.For(SequenceNetworkKind.SelfAttention, builder.Build());
        Assert.Equal((batch, epochs, 40), (settings.BatchSize, settings.Epochs, settings.Negatives));
    }

    [Fact]
    public void For_LongSequences_CountsTheWindowsThatTheyAreReadIn()
    {
        var log = Logs.Of([.. Enumerable.Repeat(string.Join(' ', Enumerable.Range(0, (3 * SequenceNetwork.MaxSteps) + 1).Select(i => $"p{i}")), 1_000)]);

        Assert.Equal(3_000 * 32 / 3_000, SequenceNetworkSettings.For(SequenceNetworkKind.Gru, log).Epochs);
    }
}
