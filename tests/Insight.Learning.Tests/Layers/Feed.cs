using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Insight.Learning.Tests.Layers;

/// <summary>A tensor to feed into a graph, or one that came out of it.</summary>
internal sealed record Feed(string Name, Array Data, int[] Sizes)
{
    public float[] Floats => Assert.IsType<float[]>(Data);

    public static Feed Of(string name, float[] values, params int[] sizes) => new(name, values, sizes);

    public static Feed Ids(string name, long[] values, params int[] sizes) => new(name, values, sizes);

    /// <summary>Floats drawn evenly from −1 to 1.</summary>
    public static Feed Random(string name, Random random, params int[] sizes) =>
        new(name, Enumerable.Range(0, sizes.Aggregate(1, (a, b) => a * b)).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray(), sizes);

    /// <summary>An input of the graph for this tensor, with all sizes known.</summary>
    public Value Input(GraphBuilder graph) =>
        graph.Input(Name, Data is long[] ? TensorType.Int64 : TensorType.Float, Shape.Of([.. Sizes.Select(size => (long)size)]));

    /// <summary>This tensor as a constant of the graph.</summary>
    public Value Constant(GraphBuilder graph)
    {
        long[] sizes = [.. Sizes.Select(size => (long)size)];
        return Data is long[] integers ? graph.Constant(integers, sizes) : graph.Constant(Floats, sizes);
    }

    /// <summary>Runs a model on one thread.</summary>
    public static Dictionary<string, Feed> Run(byte[] model, params IEnumerable<Feed> feeds)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([.. feeds.Select(feed => feed.ToNamedValue())]);
        return results.ToDictionary(result => result.Name, FromNamedValue, StringComparer.Ordinal);
    }

    private static Feed FromNamedValue(DisposableNamedOnnxValue result) => result.Value switch
    {
        Tensor<float> t => new Feed(result.Name, t.ToArray(), t.Dimensions.ToArray()),
        Tensor<long> t => new Feed(result.Name, t.ToArray(), t.Dimensions.ToArray()),
        Tensor<bool> t => new Feed(result.Name, t.ToArray(), t.Dimensions.ToArray()),
        _ => throw new InvalidOperationException($"Output {result.Name} is {result.Value.GetType()}."),
    };

    private NamedOnnxValue ToNamedValue() => Data switch
    {
        float[] values => NamedOnnxValue.CreateFromTensor(Name, new DenseTensor<float>(values, Sizes)),
        long[] values => NamedOnnxValue.CreateFromTensor(Name, new DenseTensor<long>(values, Sizes)),
        _ => throw new InvalidOperationException($"Input {Name} is {Data.GetType()}."),
    };
}
