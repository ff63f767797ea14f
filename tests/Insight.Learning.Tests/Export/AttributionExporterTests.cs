using Insight.Learning.Export;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Tests.Gradients;
using Insight.Learning.Tests.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Export;

public sealed class AttributionExporterTests
{
    private const int Length = 3;

    private static readonly RowTable Products = new("products", 4, 2, Initializer.Zeros);
    private static readonly Embedding Embedding = new(Products);
    private static readonly Sequential Layers = new(new Lstm(3), new Dense(1));

    // Of two inputs that hold products, one at each step, and an amount beside the first.
    private static readonly FunctionNetwork Network = new(
        [
            new NetworkInput("bought", TensorType.Int64, ["N", "L"], "products"),
            new NetworkInput("amount", TensorType.Float, ["N", "L", 1]),
            new NetworkInput("viewed", TensorType.Int64, ["N", "L"], "products"),
            new NetworkInput("length", TensorType.Int64, ["N"]),
        ],
        (scope, inputs) => Layers.Apply(
            scope,
            scope.Graph.Concat(2, Embedding.Apply(scope, inputs["bought"]), inputs["amount"], Embedding.Apply(scope, inputs["viewed"])),
            inputs["length"]).Output);

    private static readonly Dictionary<string, float[]> Weights = new()
    {
        ["products"] = Numbers(1, 8),
        ["lstm1/kernel"] = Numbers(2, 60),
        ["lstm1/recurrent"] = Numbers(3, 36),
        ["lstm1/bias"] = Numbers(4, 12),
        ["dense1/kernel"] = Numbers(5, 3),
        ["dense1/bias"] = Numbers(6, 1),
    };

    [Fact]
    public void Export_RecurrentNetworkWithTables_AttributesTheWholeDifferenceAndNoneToPadding()
    {
        var baselines = new Dictionary<string, float[]> { ["bought"] = [0], ["amount"] = [0.5f], ["viewed"] = [0, 0] };
        byte[] model = AttributionExporter.Export(Network, Weights, baselines, examples: 2, length: Length, steps: 200);
        Dictionary<string, Feed> attributions = Feed.Run(model, Inputs([1, 3, 2, 0, 1, 0], [1, 2, 3, 4, 5, 6], [2, 2, 0, 1, 3, 3]));

        float[] outputs = Run(Weights, [1, 2, 3, 4, 5, 6]);
        float[] starts = Run(new Dictionary<string, float[]>(Weights) { ["products"] = new float[8] }, [.5f, .5f, .5f, .5f, .5f, .5f]);
        Assert.Equal([2, 3], attributions["attribution/bought"].Sizes);
        Assert.Equal([2, 3, 1], attributions["attribution/amount"].Sizes);
        for (int example = 0; example < 2; example++)
        {
            double sum = attributions.Values.Sum(attribution => attribution.Floats[(Length * example)..(Length * (example + 1))].Sum());
            Assert.Equal(outputs[example] - starts[example], sum, 1e-4);
        }

        // The second sequence has two steps.
        Assert.All(attributions.Values, attribution => Assert.Equal(0, attribution.Floats[5]));
        Assert.All(attributions.Values, attribution => Assert.All(attribution.Floats[..5], value => Assert.NotEqual(0, value)));
    }

    [Fact]
    public void Export_OneInput_LeavesOthersAsTheyAre()
    {
        byte[] model = AttributionExporter.Export(Network, Weights, new Dictionary<string, float[]> { ["bought"] = [.1f, .2f] }, examples: 2, length: Length, steps: 200);
        Dictionary<string, Feed> attributions = Feed.Run(model, Inputs([1, 3, 2, 0, 1, 0], [1, 2, 3, 4, 5, 6], [2, 2, 0, 1, 3, 3]));
        KeyValuePair<string, Feed> only = Assert.Single(attributions);
        Assert.Equal("attribution/bought", only.Key);
        Assert.Contains(only.Value.Floats, value => value != 0);
    }

    [Fact]
    public void Export_BaselinesThatDoNotFit_AreNamed()
    {
        var stranger = Assert.Throws<ArgumentException>(() => AttributionExporter.Export(Network, Weights, new Dictionary<string, float[]> { ["price"] = [0] }, length: Length));
        Assert.Contains("'price'", stranger.Message, StringComparison.Ordinal);
        var wrong = Assert.Throws<ArgumentException>(() => AttributionExporter.Export(Network, Weights, new Dictionary<string, float[]> { ["amount"] = new float[5] }, length: Length));
        Assert.Contains("'amount' has 5 elements", wrong.Message, StringComparison.Ordinal);
    }

    private static float[] Run(Dictionary<string, float[]> weights, float[] amounts) =>
        Feed.Run(NetworkExporter.Export(Network, weights), Inputs([1, 3, 2, 0, 1, 0], amounts, [2, 2, 0, 1, 3, 3]))["output"].Floats;

    private static Feed[] Inputs(long[] bought, float[] amounts, long[] viewed) =>
        [Feed.Ids("bought", bought, 2, Length), Feed.Of("amount", amounts, 2, Length, 1), Feed.Ids("viewed", viewed, 2, Length), Feed.Ids("length", [3L, 2L], 2)];

    private static float[] Numbers(int seed, int count) => Array.ConvertAll(Sample.Any(seed, count).Values, value => (float)(0.4 * value));
}
