using Insight.Onnx;

namespace Insight.Learning.Training;

/// <summary>One input or target of all examples.</summary>
internal sealed class ExampleColumn
{
    private readonly float[]? _floats;
    private readonly long[]? _longs;
    private readonly int[]? _starts;

    public ExampleColumn(string name, TensorType type, Array values, int count, int[]? lengths, ReadOnlySpan<long> sizes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        ExampleCount = count;
        Type = type;
        Sizes = sizes.ToArray();
        _floats = values as float[];
        _longs = values as long[];
        long size = Sizes.Aggregate(1L, (product, dim) => product * dim);
        ItemSize = checked((int)size);
        if (lengths is not null)
        {
            _starts = Starts(name, lengths, count, ItemSize);
        }

        long expected = lengths is null ? size * count : _starts![^1]; // set just above
        if (values.Length != expected)
        {
            throw new InvalidExamplesException(lengths is null
                ? $"'{name}' has {values.Length} values; {count} examples of shape {Shape.Of(sizes)} have {expected}."
                : $"'{name}' has {values.Length} values; sequences of {lengths.Sum(length => (long)length)} steps of shape {Shape.Of(sizes)} have {expected}.");
        }
    }

    public string Name { get; }

    public TensorType Type { get; }

    public int ExampleCount { get; }

    /// <summary>The dimensions of an example, or of one step of a sequence.</summary>
    public IReadOnlyList<long> Sizes { get; }

    /// <summary>The number of values of an example, or of one step of a sequence.</summary>
    public int ItemSize { get; }

    public bool IsSequence => _starts is not null;

    /// <summary>The steps of a sequence.</summary>
    public int LengthOf(int example) => ItemSize == 0 ? 0 : Slice(example).Length / ItemSize;

    public ReadOnlySpan<float> Floats(int example)
    {
        (int start, int length) = Slice(example);
        return _floats.AsSpan(start, length);
    }

    public ReadOnlySpan<long> Longs(int example)
    {
        (int start, int length) = Slice(example);
        return _longs.AsSpan(start, length);
    }

    /// <summary>One value as a double, whatever its type.</summary>
    public double Value(int example, int index)
    {
        int at = Slice(example).Start + index;
        return _floats is null ? _longs![at] : _floats[at]; // one of the two is there
    }

    /// <summary>The number of values of an example.</summary>
    public int CountOf(int example) => Slice(example).Length;

    /// <summary>All values, for a fingerprint.</summary>
    public ReadOnlySpan<byte> Bytes() => _floats is null
        ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(_longs.AsSpan())
        : System.Runtime.InteropServices.MemoryMarshal.AsBytes(_floats.AsSpan());

    /// <summary>Where the sequences begin and the last one ends; empty for values of one shape.</summary>
    public ReadOnlySpan<int> StartOffsets => _starts;

    private (int Start, int Length) Slice(int example) =>
        _starts is null ? (example * ItemSize, ItemSize) : (_starts[example], _starts[example + 1] - _starts[example]);

    private static int[] Starts(string name, int[] lengths, int count, int itemSize)
    {
        if (lengths.Length != count)
        {
            throw new InvalidExamplesException($"'{name}' has {lengths.Length} lengths for {count} examples.");
        }

        var starts = new int[count + 1];
        for (int i = 0; i < count; i++)
        {
            starts[i + 1] = lengths[i] >= 0
                ? checked(starts[i] + (lengths[i] * itemSize))
                : throw new InvalidExamplesException($"'{name}' has length {lengths[i]} at example {i}; a length is not negative.");
        }

        return starts;
    }
}
