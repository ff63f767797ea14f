using System.Globalization;
using System.Runtime.InteropServices;

namespace Insight.Onnx;

/// <summary>A constant: element type, sizes and elements in row-major order.</summary>
/// <remarks><see cref="Data"/> is a <c>float[]</c>, <c>double[]</c>, <c>int[]</c>, <c>long[]</c>, <c>byte[]</c> or <c>bool[]</c>, as <see cref="Type"/> says. Do not change it.</remarks>
public sealed class Tensor
{
    private Tensor(TensorType type, Array data, ReadOnlySpan<long> sizes)
    {
        long expected = 1;
        foreach (long size in sizes)
        {
            expected *= size;
        }

        if (expected != data.Length)
        {
            throw new ArgumentException($"A tensor of shape {Shape.Of(sizes)} has {expected} elements, but {data.Length} were given.");
        }

        Type = type;
        Data = data;
        Shape = Shape.Of(sizes);
    }

    public TensorType Type { get; }

    public Shape Shape { get; }

    public Array Data { get; }

    public static Tensor Of(ReadOnlySpan<float> values, params ReadOnlySpan<long> sizes) => new(TensorType.Float, values.ToArray(), sizes);

    public static Tensor Of(ReadOnlySpan<double> values, params ReadOnlySpan<long> sizes) => new(TensorType.Double, values.ToArray(), sizes);

    public static Tensor Of(ReadOnlySpan<int> values, params ReadOnlySpan<long> sizes) => new(TensorType.Int32, values.ToArray(), sizes);

    public static Tensor Of(ReadOnlySpan<long> values, params ReadOnlySpan<long> sizes) => new(TensorType.Int64, values.ToArray(), sizes);

    public static Tensor Of(ReadOnlySpan<byte> values, params ReadOnlySpan<long> sizes) => new(TensorType.UInt8, values.ToArray(), sizes);

    public static Tensor Of(ReadOnlySpan<bool> values, params ReadOnlySpan<long> sizes) => new(TensorType.Bool, values.ToArray(), sizes);

    /// <summary>Numbers given as doubles, stored in <paramref name="type"/>.</summary>
    public static Tensor Of(TensorType type, ReadOnlySpan<double> values, params ReadOnlySpan<long> sizes)
    {
        double[] source = values.ToArray();
        return new Tensor(
            type,
            type switch
            {
                TensorType.Float => Array.ConvertAll(source, v => (float)v),
                TensorType.Double => source,
                TensorType.Int32 => Array.ConvertAll(source, v => checked((int)v)),
                TensorType.Int64 => Array.ConvertAll(source, v => checked((long)v)),
                TensorType.UInt8 => Array.ConvertAll(source, v => checked((byte)v)),
                TensorType.Bool => Array.ConvertAll(source, v => v != 0),
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
            },
            sizes);
    }

    /// <summary>The elements as little-endian bytes, as the file format wants them.</summary>
    internal byte[] ToBytes() => Data switch
    {
        float[] values => MemoryMarshal.AsBytes<float>(values).ToArray(),
        double[] values => MemoryMarshal.AsBytes<double>(values).ToArray(),
        int[] values => MemoryMarshal.AsBytes<int>(values).ToArray(),
        long[] values => MemoryMarshal.AsBytes<long>(values).ToArray(),
        byte[] values => values,
        bool[] values => MemoryMarshal.AsBytes<bool>(values).ToArray(),
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A tensor holds {Data.GetType()}.")),
    };
}
