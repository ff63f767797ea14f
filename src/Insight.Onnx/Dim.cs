using System.Globalization;

namespace Insight.Onnx;

/// <summary>One dimension of a shape: a size, a name for a size known only at run time (<c>"N"</c>), or unknown (<c>default</c>).</summary>
public readonly record struct Dim
{
    private Dim(long? size, string? symbol)
    {
        Size = size;
        Symbol = symbol;
    }

    public long? Size { get; }

    public string? Symbol { get; }

    public bool IsKnown => Size.HasValue;

    public static implicit operator Dim(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new Dim(size, null);
    }

    public static implicit operator Dim(string symbol)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        return new Dim(null, symbol);
    }

    /// <summary>Whether the two are certainly the same size.</summary>
    internal bool IsSameAs(Dim other) => this == other && (IsKnown || Symbol is not null);

    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
