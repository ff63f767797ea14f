using Insight.Learning.Graphs;
using Microsoft.ML.OnnxRuntime;
using static Insight.Learning.Graphs.TrainingScope;

namespace Insight.Learning.Training;

/// <summary>The rows of one table that a batch needs: its inputs' ids become places among the distinct ones.</summary>
internal sealed class BatchRows : IDisposable
{
    private readonly string _name;
    private readonly RowIndex _index;
    private readonly BatchBuffers _batch;
    private readonly (NetworkInput Input, TensorBuffer<long> Places)[] _inputs;
    private readonly TensorBuffer<long> _unique;
    private readonly long[] _sizes = new long[1];
    private OrtValue? _bound;

    public BatchRows(RowTable table, RowIndex index, BatchBuffers batch)
    {
        _name = Names.Unique(table.Name);
        _index = index;
        _batch = batch;
        _inputs = [.. batch.Inputs
            .Where(input => input.Table == table.Name)
            .Select(input => (input, new TensorBuffer<long>([.. batch[input.Name].Sizes])))];
        long ids = _inputs.Sum(input => (long)input.Places.Span.Length);
        _unique = new TensorBuffer<long>(Math.Max(1, Math.Min(ids, table.Rows)));
    }

    /// <summary>Where an input's places are bound from; null when it holds no ids of this table.</summary>
    public OrtValue? PlacesOf(NetworkInput input) => _inputs.FirstOrDefault(known => known.Input.Name == input.Name).Places?.Value;

    public void Bind(OrtIoBinding binding)
    {
        _index.Begin();
        foreach ((NetworkInput input, TensorBuffer<long> places) in _inputs)
        {
            _index.Map(_batch.Longs(input.Name), places.Span, _unique.Span);
        }

        _index.EnsureOne(_unique.Span);

        // How many ids differ changes from batch to batch: the one tensor that is bound anew.
        _sizes[0] = _index.Count;
        OrtValue unique = _unique.First(_index.Count, _sizes);
        binding.BindInput(_name, unique);
        _bound?.Dispose();
        _bound = unique;
    }

    public void Dispose()
    {
        _bound?.Dispose();
        _unique.Dispose();
        foreach ((_, TensorBuffer<long> places) in _inputs)
        {
            places.Dispose();
        }
    }
}
