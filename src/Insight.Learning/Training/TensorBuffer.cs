using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Training;

/// <summary>Memory that a tensor of a session lies in; it keeps its place, so that it is bound once and filled every step.</summary>
internal sealed class TensorBuffer<T> : ITensorBuffer
    where T : unmanaged, INumber<T>
{
    private readonly T[] _values;
    private readonly long[] _sizes;

    public TensorBuffer(params ReadOnlySpan<long> sizes)
    {
        long count = 1;
        foreach (long size in sizes)
        {
            count = checked(count * size);
        }

        _sizes = sizes.ToArray();
        _values = GC.AllocateArray<T>(checked((int)count), pinned: true);
        Value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _values.AsMemory(), _sizes);
    }

    public OrtValue Value { get; }

    public IReadOnlyList<long> Sizes => _sizes;

    public Span<T> Span => _values;

    /// <summary>The first elements as a tensor of their own; the caller disposes it.</summary>
    public OrtValue First(int count, long[] sizes) => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _values.AsMemory(0, count), sizes);

    public void Dispose() => Value.Dispose();
}
