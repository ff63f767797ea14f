using Insight.Learning.Export;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Tests.Layers;
using Insight.Onnx;
using Insight.Onnx.Protos;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Export;

public sealed class NetworkExporterTests
{
    private static readonly SequentialNetwork Network = new(new NetworkInput("x", TensorType.Float, ["N", 2]), new Dense(1), new Dropout(0.5));
    private static readonly Dictionary<string, float[]> Weights = new() { ["dense1/kernel"] = [1, 2], ["dense1/bias"] = [-4] };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Export_AnyBatch_Runs(int rows)
    {
        float[] x = [.. Enumerable.Range(0, 2 * rows).Select(i => (float)i)];

        Feed y = Feed.Run(NetworkExporter.Export(Network, Weights), Feed.Of("x", x, rows, 2))["output"];

        Assert.Equal([rows, 1], y.Sizes);
        Assert.Equal(Enumerable.Range(0, rows).Select(i => (2 * i) + (2 * ((2 * i) + 1)) - 4f), y.Floats);
    }

    [Fact]
    public void Export_LinkNameAndMetadata_AreInTheFile()
    {
        byte[] model = NetworkExporter.Export(Network, Weights, "probability", y => y.Graph.Sigmoid(y), new Dictionary<string, string> { ["version"] = "7" });

        using var session = new InferenceSession(model);
        Assert.Equal("7", session.ModelMetadata.CustomMetadataMap["version"]);
        Assert.Equal(0.5f, Feed.Run(model, Feed.Of("x", [2, 1], 1, 2))["probability"].Floats[0]);
    }

    [Fact]
    public void Export_WeightMissingOrOfWrongLength_SaysWhich()
    {
        var missing = Assert.Throws<ArgumentException>(() => NetworkExporter.Export(Network, new Dictionary<string, float[]> { ["dense1/kernel"] = [1, 2] }));
        Assert.Contains("'dense1/bias' of shape [1]", missing.Message, StringComparison.Ordinal);

        var wrong = Assert.Throws<ArgumentException>(() => NetworkExporter.Export(Network, new Dictionary<string, float[]>(Weights) { ["dense1/kernel"] = [1] }));
        Assert.Contains("[2, 1], that is 2 elements, but 1", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_LayerThatDraws_Throws()
    {
        var drawing = new FunctionNetwork([new NetworkInput("x", TensorType.Float, ["N", 2])], (scope, inputs) => scope.Random([2]) + inputs["x"]);

        Assert.Throws<InvalidOperationException>(() => NetworkExporter.Export(drawing, new Dictionary<string, float[]>()));
    }

    [Fact]
    public void Export_LinkWithATable_ScoresAllItems()
    {
        var items = new RowTable("items", 3, 2, Initializer.Zeros);
        var network = new FunctionNetwork([new NetworkInput("x", TensorType.Float, ["N", 2])], (_, inputs) => inputs["x"]);
        var weights = new Dictionary<string, float[]> { ["items"] = [1, 0, 0, 1, 1, 1] };

        byte[] model = NetworkExporter.Export(network, weights, "scores", (scope, y) => scope.Graph.Gemm(y, scope.Table(items), transB: true));

        Assert.Equal([2, 5, 7], Feed.Run(model, Feed.Of("x", [2, 5], 1, 2))["scores"].Floats);
    }

    [Fact]
    public void Export_RecurrentNetwork_IsOneOperatorPerLayerWithOpenSizesAndWithoutDropout()
    {
        var network = new SequentialNetwork(
            new NetworkInput("x", TensorType.Float, ["N", "L", 2]), new NetworkInput("lengths", TensorType.Int64, ["N"]), new Lstm(3, returnSequences: true), new Dropout(0.2), new Gru(2));
        Dictionary<string, float[]> weights = Check.Weights(network, 1, Feed.Random("x", new Random(1), 1, 1, 2), Feed.Ids("lengths", [1], 1));

        GraphProto graph = ModelProto.Parser.ParseFrom(NetworkExporter.Export(network, weights)).Graph;

        Assert.Equal(["LSTM", "GRU"], graph.Node.Select(node => node.OpType).Where(op => op is "LSTM" or "GRU" or "Loop" or "Scan" or "Dropout"));
        Assert.True(graph.Node.Count < 40, $"{graph.Node.Count} nodes.");
        Assert.Equal(["N", "L", ""], graph.Input[0].Type.TensorType.Shape.Dim.Select(dim => dim.DimParam));
        Assert.Equal(weights.Keys.Select(name => $"weights/{name}"), graph.Initializer.Select(tensor => tensor.Name).Where(name => name.StartsWith("weights/", StringComparison.Ordinal)));
    }
}
