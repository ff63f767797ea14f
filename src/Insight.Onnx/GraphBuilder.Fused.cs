namespace Insight.Onnx;

/// <content>
/// ONNX Runtime's own operators that do in one step what takes several of the standard's. A step costs about as much as a small product, so that a network of small ones takes half the time.
/// </content>
public sealed partial class GraphBuilder
{
    /// <summary>Attention of several heads to the steps before and to itself: queries, keys and values are x · <paramref name="projections"/> + <paramref name="bias"/>.</summary>
    /// <param name="x">[N, L, width].</param>
    /// <param name="projections">[width, 3·width]: the columns of queries, keys and values one behind the other, those of a head side by side.</param>
    /// <param name="bias">[3·width].</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <returns>[N, L, width]: what the heads found, side by side.</returns>
    public Value CausalAttention(Value x, Value projections, Value bias, long heads) =>
        Apply("Attention", x.Type, x.Shape, [x, projections, bias], [("num_heads", heads), ("unidirectional", 1)], RuntimeDomain);

    /// <summary>y·Φ(y) with y = x + <paramref name="bias"/> [width] and the exact Gaussian distribution function.</summary>
    public Value BiasGelu(Value x, Value bias) => Apply("BiasGelu", x.Type, x.Shape, [x, bias], null, RuntimeDomain);

    /// <summary>The sum of x [N, L, width], <paramref name="skip"/> of its shape and <paramref name="bias"/> [width], and that sum normalised over the last axis.</summary>
    /// <param name="x">[N, L, width].</param>
    /// <param name="skip">As x.</param>
    /// <param name="bias">[width].</param>
    /// <param name="scale">[width], of the normalised sum.</param>
    /// <param name="shift">[width], of the normalised sum.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public (Value Normalized, Value Sum) SkipLayerNormalization(Value x, Value skip, Value bias, Value scale, Value shift, float epsilon)
    {
        // The mean and the deviation, which stand between the two, are given in training only.
        IReadOnlyList<Value> both = ApplyMany(
            "SkipLayerNormalization", [(x.Type, x.Shape), (x.Type, null), (x.Type, null), (x.Type, x.Shape)], [x, skip, scale, shift, bias], [("epsilon", epsilon)], RuntimeDomain);
        return (both[0], both[3]);
    }
}
