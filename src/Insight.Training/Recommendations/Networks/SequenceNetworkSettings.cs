using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Networks;

/// <summary>A network over histories and how it is trained.</summary>
internal sealed record SequenceNetworkSettings
{
    /// <summary>About so many steps of training are enough, however many make an epoch.</summary>
    private const int Steps = 3_000;

    private const int FewestEpochs = 4, MostEpochs = 60;

    public required SequenceNetworkKind Kind { get; init; }

    /// <summary>Numbers in a product's vector.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Width of the recurrent state.</summary>
    public int Units { get; init; } = 100;

    /// <summary>Blocks of attention, one behind the other.</summary>
    public int Blocks { get; init; } = 2;

    /// <summary>Of each block.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Of products' vectors, of recurrent states and of what blocks add.</summary>
    public double Dropout { get; init; } = 0.4;

    /// <summary>At the start; it falls to zero along half a cosine.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Windows in a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Products that each right one is to be told from; all sequences of a batch share them.</summary>
    public int Negatives { get; init; } = 1024;

    /// <summary>Negatives are drawn in proportion to a product's interactions to this power.</summary>
    public double NegativePower { get; init; } = 0.75;

    /// <summary>The most passes over the sequences, and those after which the learning rate is zero.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>A search ends after so many epochs that did not rank better.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Steps until the learning rate is reached: attention starts badly at once.</summary>
    public int WarmUpSteps { get; init; } = 100;

    /// <summary>What suits the size of a log. What is trained on more data later keeps the settings.</summary>
    public static SequenceNetworkSettings For(SequenceNetworkKind kind, InteractionLog log)
    {
        // A network reads a long sequence in windows, each an example of its own.
        int[] windows = [.. Enumerable.Range(0, log.Sequences).Select(i => (log.StepsThatGoOn(i) + SequenceNetwork.MaxSteps - 1) / SequenceNetwork.MaxSteps)];
        var sequences = windows.Count(count => count > 0);
        var batch = sequences switch { < 5_000 => 32, < 50_000 => 128, _ => 256 };
        var epochs = (int)Math.Ceiling((double)Steps * batch / Math.Max(1, windows.Sum()));
        return new SequenceNetworkSettings
        {
            Kind = kind, BatchSize = batch, Epochs = Math.Clamp(epochs, FewestEpochs, MostEpochs), Negatives = Math.Clamp(log.Products, 1, 1024),
            Dropout = sequences < 50_000 ? 0.5 : 0.25, // fewer sequences are learnt by heart sooner
        };
    }
}
