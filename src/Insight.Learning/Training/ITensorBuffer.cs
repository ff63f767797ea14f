using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Training;

/// <summary>A <see cref="TensorBuffer{T}"/> of any element type.</summary>
internal interface ITensorBuffer : IDisposable
{
    OrtValue Value { get; }

    IReadOnlyList<long> Sizes { get; }
}
