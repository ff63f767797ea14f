using System.Collections;
using System.Runtime.CompilerServices;

namespace Insight.Onnx;

/// <summary>The dimensions of a tensor, outermost first; <c>[]</c> is a scalar. Written as a collection: <c>["N", 24]</c>.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<Dim>
{
    private readonly Dim[] dims;

    private Shape(Dim[] dims) => this.dims = dims;

    public static Shape Scalar { get; } = new([]);

    public int Count => dims.Length;

    public bool IsFullyKnown => Array.TrueForAll(dims, d => d.IsKnown);

    public Dim this[int index] => dims[index];

    public static Shape Create(ReadOnlySpan<Dim> dims) => new(dims.ToArray());

    public static Shape Of(ReadOnlySpan<long> sizes)
    {
        var dims = new Dim[sizes.Length];
        for (int i = 0; i < dims.Length; i++)
        {
            dims[i] = sizes[i];
        }

        return new Shape(dims);
    }

    public IEnumerator<Dim> GetEnumerator() => ((IEnumerable<Dim>)dims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"[{string.Join(", ", dims)}]";

    /// <summary>An axis counted from the front; negative axes count from the back.</summary>
    /// <exception cref="ArgumentException">The axis lies outside this shape.</exception>
    internal int Axis(long axis, string op)
    {
        long positive = axis < 0 ? axis + Count : axis;
        return positive >= 0 && positive < Count
            ? (int)positive
            : throw new ArgumentException($"{op}: axis {axis} does not exist in shape {this}, which has {Count} dimensions.");
    }

    internal Shape With(int axis, Dim dim)
    {
        var copy = (Dim[])dims.Clone();
        copy[axis] = dim;
        return new Shape(copy);
    }

    /// <summary>The shape of an elementwise result (numpy's rules); null while a rank is unknown.</summary>
    /// <exception cref="ArgumentException">The two do not fit; the message names both.</exception>
    internal static Shape? Broadcast(Shape? left, Shape? right, string op)
    {
        if (left is null || right is null)
        {
            return null;
        }

        var dims = new Dim[Math.Max(left.Count, right.Count)];
        for (int i = 1; i <= dims.Length; i++)
        {
            Dim l = i <= left.Count ? left[^i] : 1;
            Dim r = i <= right.Count ? right[^i] : 1;
            dims[^i] = l.Size == 1 ? r
                : r.Size == 1 || l.IsSameAs(r) ? l
                : l.IsKnown && r.IsKnown ? throw new ArgumentException($"{op}: shapes {left} and {right} do not broadcast: sizes {l} and {r} differ.")
                : l.IsKnown ? l
                : r.IsKnown ? r
                : default;
        }

        return new Shape(dims);
    }
}
