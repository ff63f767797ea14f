namespace Insight.Learning.Training;

/// <summary>
/// A tensor that steps replace: one buffer is read while the other is written, then they change places. Where the runtime may write to what it reads, both are
/// the same buffer.
/// </summary>
internal sealed class DoubleBuffer : IDisposable
{
    public DoubleBuffer(string name, bool inPlace, params ReadOnlySpan<long> sizes)
    {
        Name = name;
        Buffers[0] = new TensorBuffer<float>(sizes);
        Buffers[1] = inPlace ? Buffers[0] : new TensorBuffer<float>(sizes);
    }

    /// <summary>The input's name in a training graph.</summary>
    public string Name { get; }

    public TensorBuffer<float>[] Buffers { get; } = new TensorBuffer<float>[2];

    public void Dispose()
    {
        Buffers[0].Dispose();
        Buffers[1].Dispose();
    }
}
