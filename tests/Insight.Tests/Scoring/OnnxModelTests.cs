using Insight.Features;
using Insight.Onnx;
using Insight.Registry;
using Insight.Scoring;

namespace Insight.Tests.Scoring;

public sealed class OnnxModelTests
{
    [Fact]
    public void Load_OtherFeatureSchema_IsRefused()
    {
        var onnx = TestModels.Value();
        var manifest = TestModels.Manifest(ModelNames.Value, "v1", onnx) with { FeatureHash = "0123456789abcdef" };
        Assert.Contains("0123456789abcdef", Assert.Throws<ModelRefusedException>(() => OnnxModel.Load(manifest, onnx)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NotAGraph_IsRefused()
    {
        byte[] onnx = [1, 2, 3, 4];
        Assert.Throws<ModelRefusedException>(() => OnnxModel.Load(TestModels.Manifest(ModelNames.Value, "v1", onnx), onnx));
    }

    [Fact]
    public void Load_OutputsOfAnotherQuestion_IsRefused()
    {
        var onnx = TestModels.Value();
        var refused = Assert.Throws<ModelRefusedException>(() => OnnxModel.Load(TestModels.Manifest(ModelNames.Purchase, "v1", onnx), onnx));
        Assert.Contains("probability", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_InputOfAnotherWidth_IsRefused()
    {
        var graph = new GraphBuilder("narrow");
        var input = graph.Input("features", TensorType.Float, ["N", 3]);
        var first = graph.Squeeze(graph.Slice(input, 1, 0, 1), 1);
        foreach (var output in (string[])["expected", "low", "high"])
        {
            graph.Output(output, first);
        }

        var onnx = graph.Build();
        var refused = Assert.Throws<ModelRefusedException>(() => OnnxModel.Load(TestModels.Manifest(ModelNames.Value, "v1", onnx), onnx));
        Assert.Contains("3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneAnswerForAllRows_IsRefusedWhenRowsDiffer()
    {
        var graph = new GraphBuilder("constant");
        graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]);
        graph.Output("segment", graph.Constant((long[])[1, 2]));
        var onnx = graph.Build();
        Assert.Throws<ModelRefusedException>(() => OnnxModel.Load(TestModels.Manifest(ModelNames.Segments, "v1", onnx), onnx));
    }

    [Fact]
    public void Run_TooFewValues_SaysSo()
    {
        var onnx = TestModels.Value();
        using var model = OnnxModel.Load(TestModels.Manifest(ModelNames.Value, "v1", onnx), onnx);
        Assert.Throws<ArgumentException>(() => model.Run(new float[FeatureVector.Count], 2));
        Assert.Equal(2, model.Run(new float[FeatureVector.Count * 2], 2).Floats("expected").Count);
    }
}
