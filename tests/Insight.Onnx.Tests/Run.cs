using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Insight.Onnx.Tests;

/// <summary>Runs a built graph in the real ONNX Runtime.</summary>
internal static class Run
{
    public static Outputs Graph(GraphBuilder graph, params (string Name, Array Data, int[] Sizes)[] inputs)
    {
        using var session = new InferenceSession(graph.Build());
        NamedOnnxValue[] feeds = [.. inputs.Select(Feed)];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(feeds);
        return new Outputs(results.ToDictionary(r => r.Name, Copy, StringComparer.Ordinal));
    }

    private static NamedOnnxValue Feed((string Name, Array Data, int[] Sizes) input) => input.Data switch
    {
        float[] values => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(values, input.Sizes)),
        double[] values => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<double>(values, input.Sizes)),
        long[] values => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<long>(values, input.Sizes)),
        bool[] values => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<bool>(values, input.Sizes)),
        _ => throw new ArgumentException($"No tensor of {input.Data.GetType()}."),
    };

    private static (Array Data, int[] Sizes) Copy(DisposableNamedOnnxValue result) => result.Value switch
    {
        Tensor<float> t => (t.ToArray(), t.Dimensions.ToArray()),
        Tensor<double> t => (t.ToArray(), t.Dimensions.ToArray()),
        Tensor<long> t => (t.ToArray(), t.Dimensions.ToArray()),
        Tensor<bool> t => (t.ToArray(), t.Dimensions.ToArray()),
        _ => throw new InvalidOperationException($"Output {result.Name} is {result.Value.GetType()}."),
    };
}
