using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Training.Recommendations.Networks;

/// <summary>
/// From the products of a history to one vector per step, whose product with a product's own vector says how likely that one is next. A row of the table is a product's vector,
/// which is read where the product stands in a history and asked for where it may be next, and behind it the product's bias, which only the latter has: outputs end with a 1 for it.
/// </summary>
internal sealed class SequenceNetwork : Network
{
    public const string Steps = "steps";
    public const string Lengths = "lengths";

    /// <summary>The latest steps of a history that are read.</summary>
    public const int MaxSteps = 50;

    /// <summary>Of the numbers in products' vectors before training.</summary>
    private const double Deviation = 0.05;

    private readonly SequenceNetworkSettings _settings;
    private readonly Sequential _layers;
    private readonly Sequential _lastLayers;

    /// <param name="counts">Interactions of each product: the biases start from the logarithms of their shares.</param>
    public SequenceNetwork(SequenceNetworkSettings settings, int[] counts)
    {
        _settings = settings;
        Table = new RowTable("products", counts.Length, settings.Width + 1, Rows(settings, counts));
        Inputs = [new(Steps, TensorType.Int64, ["N", "L"], Table.Name), new(Lengths, TensorType.Int64, ["N"])];
        _layers = settings.Kind == SequenceNetworkKind.Gru
            ? new Sequential(new Dropout(settings.Dropout), new Gru(settings.Units, returnSequences: true), new Dropout(settings.Dropout), new Dense(settings.Width))
            : new Sequential(
            [
                new PositionEmbedding(MaxSteps),
                new Dropout(settings.Dropout),
                .. Enumerable.Range(0, settings.Blocks).Select(_ => new SelfAttention(settings.Heads, 2 * settings.Width, dropout: settings.Dropout)),
                new LayerNorm(),
            ]);

        // Scopes number layers by their kinds, so that these find the same weights.
        _lastLayers = settings.Kind == SequenceNetworkKind.Gru ? new Sequential(new Gru(settings.Units), new Dense(settings.Width)) : _layers;
    }

    /// <summary>What products' vectors are multiplied by where they stand in a history.</summary>
    public double Factor => _settings.Kind == SequenceNetworkKind.SelfAttention ? Math.Sqrt(_settings.Width) : 1;

    /// <summary>[N, width + 1].</summary>
    public RowTable Table { get; }

    public override IReadOnlyList<NetworkInput> Inputs { get; }

    /// <returns>float [N, L, width + 1].</returns>
    public override Value Forward(Scope scope, IReadOnlyDictionary<string, Value> inputs)
    {
        var graph = scope.Graph;
        var vectors = graph.Slice(scope.Rows(Table, inputs[Steps]), 2, 0, _settings.Width) * Factor;
        var states = _layers.Apply(scope, vectors, inputs[Lengths]).Output;
        return graph.Concat(2, states, (graph.Slice(states, 2, 0, 1) * 0) + 1);
    }

    /// <summary>The vector of the last step alone, without the 1 behind it, in a graph that serves.</summary>
    /// <param name="vectors">float [1, L, width]: of a history's products, times the <see cref="Factor"/>.</param>
    /// <returns>float [1, width].</returns>
    public Value Last(Scope scope, Value vectors)
    {
        var last = _lastLayers.Apply(scope, vectors);
        return _settings.Kind == SequenceNetworkKind.Gru ? last : scope.Graph.Reshape(scope.Graph.Slice(last, 1, -1, long.MaxValue), 1, -1);
    }

    private static Initializer Rows(SequenceNetworkSettings settings, int[] counts) => new((values, random) =>
    {
        double bound = Math.Sqrt(3) * Deviation, total = counts.Sum(count => (long)count);
        for (var product = 0; product < counts.Length; product++)
        {
            var row = values.AsSpan(product * (settings.Width + 1), settings.Width + 1);
            foreach (ref var value in row[..^1])
            {
                value = (float)(((2 * random.NextDouble()) - 1) * bound);
            }

            row[^1] = (float)Math.Log(Math.Max(counts[product], 1) / total);
        }
    });
}
