using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Training;

/// <summary>A batch's tensors by name, and the weights of its examples.</summary>
internal sealed class BatchBuffers : IDisposable
{
    private readonly Dictionary<string, ITensorBuffer> _buffers = new(StringComparer.Ordinal);

    public BatchBuffers(IReadOnlyList<NetworkInput> inputs, int batch, int length)
    {
        (Batch, Length) = (batch, length);
        Inputs = inputs;
        ExampleWeights = new TensorBuffer<float>(batch);
        ExampleWeights.Span.Fill(1);
        foreach (NetworkInput input in Inputs)
        {
            long[] sizes = [.. WeightLayout.Bound(input, batch, length).Select(dim => dim.Size!.Value)]; // bound: all are numbers
            _buffers.Add(input.Name, input.Type switch
            {
                TensorType.Float => new TensorBuffer<float>(sizes),
                TensorType.Int64 => new TensorBuffer<long>(sizes),
                _ => throw new ArgumentException($"Input '{input.Name}' is {input.Type}; inputs are Float or Int64."),
            });
        }
    }

    public int Batch { get; }

    public int Length { get; }

    public IReadOnlyList<NetworkInput> Inputs { get; }

    /// <summary>One per example; 0 for what only fills the batch up.</summary>
    public TensorBuffer<float> ExampleWeights { get; }

    public ITensorBuffer this[string name] => _buffers[name];

    public Span<float> Floats(string name) => ((TensorBuffer<float>)_buffers[name]).Span;

    /// <summary>Integers of an input: ids as they are, whatever a step makes of them.</summary>
    public Span<long> Longs(string name) => ((TensorBuffer<long>)_buffers[name]).Span;

    public void Dispose()
    {
        ExampleWeights.Dispose();
        foreach (ITensorBuffer buffer in _buffers.Values)
        {
            buffer.Dispose();
        }
    }
}
