namespace Insight.Learning.Layers;

/// <summary>What a convolution sees beyond the ends of a sequence. Padding is zeros and does not depend on the sequence's length.</summary>
public enum Padding
{
    /// <summary>Nothing: a kernel is applied only where it fits.</summary>
    Valid,

    /// <summary>Half a kernel on each side, the odd one behind: with stride 1 the length stays.</summary>
    Same,

    /// <summary>A whole kernel before the start: an output sees nothing that comes later, and with stride 1 the length stays.</summary>
    Causal,
}
