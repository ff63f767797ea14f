using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Training;

/// <summary>Copies examples into the tensors of a batch, padded with zeros (ids with −1), and draws what is drawn anew for each batch.</summary>
internal sealed class BatchFeed
{
    private readonly Examples _examples;
    private readonly BatchBuffers _buffers;
    private readonly (NetworkInput Input, ExampleColumn Column)[] _columns;
    private readonly IReadOnlyList<IdSampler> _samplers;

    /// <summary>Prepares for feeding one set of buffers.</summary>
    public BatchFeed(Examples examples, BatchBuffers buffers, IReadOnlyList<IdSampler> samplers)
    {
        _examples = examples;
        _buffers = buffers;
        _samplers = samplers;
        _columns = [.. buffers.Inputs
            .Where(input => !samplers.Any(sampler => sampler.Input == input.Name))
            .Select(input => (input, examples.Columns[input.Name]))];
    }

    /// <summary>Fills the buffers; examples that a batch lacks have weight 0.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="key">What samplers draw from.</param>
    public void Fill(Batch batch, ulong key)
    {
        Span<float> weights = _buffers.ExampleWeights.Span;
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = row >= batch.Examples.Length ? 0 : _examples.Weights is null ? 1 : _examples.Weights[batch.Examples[row]];
        }

        foreach ((NetworkInput input, ExampleColumn column) in _columns)
        {
            bool floats = input.Type == TensorType.Float;
            Span<float> numbers = floats ? _buffers.Floats(input.Name) : [];
            Span<long> integers = floats ? [] : _buffers.Longs(input.Name);
            int size = (floats ? numbers.Length : integers.Length) / weights.Length;
            for (int row = 0; row < weights.Length; row++)
            {
                // What is lacking repeats the first example: of zeros a network might make NaN, which weight 0 does not remove.
                int example = batch.Examples[row < batch.Examples.Length ? row : 0];
                if (floats)
                {
                    Pad(column.Floats(example), numbers.Slice(row * size, size), 0);
                }
                else
                {
                    Pad(column.Longs(example), integers.Slice(row * size, size), input.Table is null ? 0 : -1);
                }
            }
        }

        for (int i = 0; i < _samplers.Count; i++)
        {
            _samplers[i].Fill(_buffers.Longs(_samplers[i].Input), CounterHash.Mix(key, (ulong)i));
        }
    }

    private static void Pad<T>(ReadOnlySpan<T> values, Span<T> target, T padding)
    {
        values.CopyTo(target);
        target[values.Length..].Fill(padding);
    }
}
