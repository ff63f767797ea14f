using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Gradients;

/// <summary>A graph in the real ONNX Runtime, fed with doubles whatever its element type.</summary>
internal sealed class Runner : IDisposable
{
    private readonly InferenceSession _session;
    private readonly TensorType[] _types;
    private readonly RunOptions _options = new();

    public Runner(GraphBuilder graph, int threads = 1)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        _session = new InferenceSession(graph.Build(), options);
        _types = [.. graph.Inputs.Select(input => input.Type)];
    }

    /// <summary>The outputs, in the order of their declaration.</summary>
    public IReadOnlyList<(double[] Values, long[] Sizes)> Run(params IReadOnlyList<Sample> inputs)
    {
        OrtValue[] feeds = [.. inputs.Zip(_types, Feed)];
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_options, _session.InputNames, feeds, _session.OutputNames);
            return [.. results.Select(Copy)];
        }
        finally
        {
            foreach (OrtValue feed in feeds)
            {
                feed.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static OrtValue Feed(Sample sample, TensorType type) => type switch
    {
        TensorType.Float => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(sample.Values, v => (float)v), sample.Sizes),
        TensorType.Double => OrtValue.CreateTensorValueFromMemory((double[])sample.Values.Clone(), sample.Sizes),
        TensorType.Int64 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(sample.Values, v => (long)v), sample.Sizes),
        TensorType.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(sample.Values, v => v != 0), sample.Sizes),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static (double[] Values, long[] Sizes) Copy(OrtValue value)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        double[] values = info.ElementCount == 0 ? [] : info.ElementDataType switch
        {
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => Array.ConvertAll(value.GetTensorDataAsSpan<float>().ToArray(), v => (double)v),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Double => value.GetTensorDataAsSpan<double>().ToArray(),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => Array.ConvertAll(value.GetTensorDataAsSpan<long>().ToArray(), v => (double)v),
            _ => throw new InvalidOperationException($"An output holds {info.ElementDataType}."),
        };
        return (values, info.Shape);
    }
}
