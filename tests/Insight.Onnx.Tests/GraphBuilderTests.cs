using Insight.Onnx.Protos;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Onnx.Tests;

public sealed class GraphBuilderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Build_LogisticRegression_RunsWithAnyBatch(int rows)
    {
        float[] weights = [0.5f, -1f, 2f];
        var g = new GraphBuilder("purchase");
        Value x = g.Input("features", TensorType.Float, ["N", 3]);
        Value y = g.Sigmoid(g.Add(g.MatMul(x, g.Constant(weights, 3, 1)), g.Constant([0.25f])));
        g.Output("probability", y);
        float[] data = [.. Enumerable.Range(0, rows * 3).Select(i => i / 7f)];

        Outputs outputs = Run.Graph(g, ("features", data, [rows, 3]));

        Assert.Equal([rows, 1], outputs.Sizes("probability"));
        Assert.Equal("[N, 1]", y.Shape!.ToString());
        float[] probability = outputs.Get<float>("probability");
        for (int i = 0; i < rows; i++)
        {
            double z = 0.25 + (0.5 * data[3 * i]) - data[(3 * i) + 1] + (2 * data[(3 * i) + 2]);
            Assert.Equal(1 / (1 + Math.Exp(-z)), probability[i], 1e-6);
        }
    }

    [Fact]
    public void Build_SameGraphTwice_GivesSameBytesAndMetadata()
    {
        static byte[] Make()
        {
            var g = new GraphBuilder("g");
            g.Output("y", (g.Input("x", TensorType.Double, ["N"]) * 2) + 1);
            return g.Build(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        }

        byte[] bytes = Make();
        Assert.Equal(bytes, Make());
        using var session = new InferenceSession(bytes);
        Assert.Equal("1", session.ModelMetadata.CustomMetadataMap["a"]);
        Assert.Equal("2", session.ModelMetadata.CustomMetadataMap["b"]);
    }

    [Fact]
    public void OptionalInput_LeftOut_HasItsUsualValue()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [1, 4]);
        (Value values, Value places) = g.TopK(x, g.OptionalInput("count", Tensor.Of([3L], [1])));
        g.Output("values", values);
        g.Output("places", places);
        (string, Array, int[]) sent = ("x", new[] { 1f, 4f, 2f, 3f }, [1, 4]);

        Assert.Equal([1, 3, 2], Run.Graph(g, sent).Get<long>("places"));
        Assert.Equal([4f], Run.Graph(g, sent, ("count", new[] { 1L }, [1])).Get<float>("values"));
    }

    [Fact]
    public void Nodes_AreInspectable()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 2]);
        Value y = g.Gemm(x, g.Constant([1f, 2f], 2, 1), alpha: 0.5f, transA: false);

        Node node = Assert.Single(g.Nodes);
        Assert.Same(node, y.Producer);
        Assert.Equal("Gemm", node.Op);
        Assert.Same(x, node.Inputs[0]);
        Assert.Equal([1f, 2f], (float[])node.Inputs[1]!.Constant!.Data);
        Assert.Equal(0.5f, node.Attributes["alpha"]);
        Assert.Equal(0L, node.Attributes["transA"]);
        Assert.Equal(new Dim[] { "N", 1 }, y.Shape!);
    }

    [Fact]
    public void Names_AreUnique()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("Add/1", TensorType.Float, ["N"]);
        g.Output("y", x + x + x + x);

        Assert.Equal(g.Nodes.Count, g.Nodes.Select(n => n.Name).Distinct().Count());
        Assert.Equal(8, Run.Graph(g, ("Add/1", new[] { 2f }, [1])).Get<float>("y")[0]);
        Assert.Throws<ArgumentException>(() => g.Output("y", x));
        Assert.Throws<ArgumentException>(() => g.Input("Add/1", TensorType.Float, ["N"]));
    }

    [Fact]
    public void MatMul_InnerSizesDiffer_NamesBothShapes()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 24]);
        var error = Assert.Throws<ArgumentException>(() => g.MatMul(x, g.Constant(new float[12], 12, 1)));
        Assert.Contains("[N, 24]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[12, 1]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => g.Gemm(x, g.Constant(new float[48], 24, 2), transB: true));
    }

    [Fact]
    public void Add_ShapesDoNotBroadcast_NamesBothShapes()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 24]);
        var error = Assert.Throws<ArgumentException>(() => x + g.Constant(new float[12]));
        Assert.Contains("Add: shapes [N, 24] and [12]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_MixedElementTypes_Throw()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N"]);
        var error = Assert.Throws<ArgumentException>(() => g.Add(x, g.Scalar(1d)));
        Assert.Contains("Double", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => g.Where(x, x, x));
        Assert.Throws<ArgumentException>(() => g.And(x, x));
        Assert.Throws<ArgumentException>(() => g.Gather(x, x));
    }

    [Fact]
    public void Apply_ValueOfAnotherGraph_Throws()
    {
        Value foreign = new GraphBuilder("other").Input("x", TensorType.Float, ["N"]);
        var g = new GraphBuilder("mine");
        var error = Assert.Throws<ArgumentException>(() => g.Exp(foreign));
        Assert.Contains("'other'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithoutOutput_Throws()
    {
        var g = new GraphBuilder("empty");
        Assert.Throws<InvalidOperationException>(() => g.Build());
    }

    [Fact]
    public void Build_WritesOnlyWhatOutputsNeed_AndEqualConstantsOnce()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 2]);
        Value unused = g.Exp(x * g.Constant([7f, 8f]));
        Value left = x * g.Constant([2f, 3f]), right = x - g.Constant([2f, 3f]);
        g.Output("y", left + right);

        GraphProto graph = g.ToModel().Graph;

        Assert.Equal(["Mul", "Sub", "Add", "Identity"], graph.Node.Select(node => node.OpType));
        Assert.Single(graph.Initializer);
        Assert.Contains(unused.Producer!, g.Nodes); // it can still be built upon
        Assert.Equal([1f, 3f, 5f, 9f], Run.Graph(g, ("x", new[] { 1f, 1.5f, 7f / 3, 3f }, [2, 2])).Get<float>("y"), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Build_EqualConstantsWithNamesOfTheirOwn_StayApart()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 2]);
        g.Output("y", (x * g.Constant(Tensor.Of([2f, 3f], 2), "first")) - g.Constant(Tensor.Of([2f, 3f], 2), "second"));
        Assert.Equal(["first", "second"], g.ToModel().Graph.Initializer.Select(i => i.Name));
    }

    [Fact]
    public void Arithmetic_WithANeutralScalar_AddsNoNode()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Double, ["N"]);
        Assert.All((Value[])[x + 0, 0 + x, x - 0, x * 1, 1 * x, x / 1], same => Assert.Same(x, same));
        Assert.Empty(g.Nodes);
        Assert.All((Value[])[0 - x, 1 / x, x + 1, x * 0], other => Assert.NotSame(x, other));
    }
}
