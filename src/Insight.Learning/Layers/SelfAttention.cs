using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>
/// A transformer block, normalised before each part: x + attention(norm(x)), then that + dense(activation(dense(norm(that)))); [N, L, width] → [N, L, width].
/// Vaswani et al. (2017), eq. 1; the order of normalisation as in Xiong et al. (2020).
/// </summary>
/// <remarks>
/// Weights: <c>norm1</c> and <c>norm2</c> (scale, bias); <c>projections</c> (kernel [width, 3·width], bias), the columns of queries, keys and values one behind the other,
/// those of a head side by side; <c>output</c> (kernel [width, width], bias); <c>hidden</c> and <c>result</c> (kernel, bias). A stack of blocks wants a
/// <see cref="LayerNorm"/> at its end.
/// </remarks>
/// <param name="heads">How many attentions work side by side on width / heads numbers each.</param>
/// <param name="hidden">The width of the inner dense layer; 0 for four times the block's.</param>
/// <param name="causal">Whether a step sees only itself and what came before.</param>
/// <param name="dropout">The rate of dropout on what each of the two parts adds.</param>
/// <param name="activation">Of the inner dense layer.</param>
public sealed class SelfAttention(int heads, long hidden = 0, bool causal = true, double dropout = 0, Activation activation = Activation.Gelu) : ISequenceLayer
{
    /// <summary>Added to the score of a step that may not be seen. Finite: a row of which nothing may be seen must not become 0/0.</summary>
    private const float Hidden = -1e9f;

    private readonly int _heads = heads > 0 ? heads : throw new ArgumentOutOfRangeException(nameof(heads), heads, "Attention has at least one head.");
    private readonly Dropout _dropout = new(dropout);

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        string path = scope.Path(this, "attention");
        long width = LayerShapes.Width(path, x, 3);
        SequenceMask.Require(path, x, lengths);
        if (width % _heads != 0)
        {
            throw new ArgumentException($"{path}: the width of {x} does not divide into {_heads} heads.");
        }

        Value normalized = LayerNorm.Apply(scope, $"{path}/norm1", x);
        (Value seen, Value attended) = scope.Fuses && causal ? Fused(scope, path, x, normalized, width) : Parts(scope, path, x, normalized, width, lengths);
        Value inner = Dense.Apply(scope, $"{path}/hidden", seen, hidden == 0 ? 4 * width : hidden, activation);
        Value result = attended + _dropout.Apply(scope, Dense.Apply(scope, $"{path}/result", inner, width));
        return (SequenceMask.Apply(result, lengths), lengths);
    }

    /// <summary>x + attention, and before it that normalised.</summary>
    private (Value Normalized, Value Sum) Parts(Scope scope, string path, Value x, Value normalized, long width, Value? lengths)
    {
        Value mixed = Attend(scope, path, normalized, width, lengths);
        Value attended = x + _dropout.Apply(scope, Dense.Apply(scope, $"{path}/output", mixed, width));
        return (LayerNorm.Apply(scope, $"{path}/norm2", attended), attended);
    }

    /// <summary>The same in three steps, for scopes that let layers do so: they serve, where nothing is dropped.</summary>
    private (Value Normalized, Value Sum) Fused(Scope scope, string path, Value x, Value normalized, long width)
    {
        GraphBuilder graph = scope.Graph;
        string projections = $"{path}/projections", output = $"{path}/output";
        Value mixed = graph.CausalAttention(normalized, Dense.Kernel(scope, projections, width, 3 * width), Dense.Bias(scope, projections, 3 * width), _heads);
        Value added = graph.MatMul(mixed, Dense.Kernel(scope, output, width, width));
        return LayerNorm.ApplyToSum(scope, $"{path}/norm2", x, added, Dense.Bias(scope, output, width));
    }

    private Value Attend(Scope scope, string path, Value x, long width, Value? lengths)
    {
        GraphBuilder graph = scope.Graph;
        long size = width / _heads;
        IReadOnlyList<Value> parts = graph.Split(Dense.Apply(scope, $"{path}/projections", x, 3 * width), 2, width, width, width);
        Value queries = graph.Transpose(graph.Reshape(parts[0] * (1 / Math.Sqrt(size)), 0, 0, _heads, size), 0, 2, 1, 3);
        Value keys = graph.Transpose(graph.Reshape(parts[1], 0, 0, _heads, size), 0, 2, 3, 1);
        Value values = graph.Transpose(graph.Reshape(parts[2], 0, 0, _heads, size), 0, 2, 1, 3);

        Value scores = graph.MatMul(queries, keys);
        if (Visible(x, lengths) is Value visible)
        {
            scores += graph.Where(visible, graph.Scalar(0f), graph.Scalar(Hidden));
        }

        return graph.Reshape(graph.Transpose(graph.MatMul(graph.Softmax(scores), values), 0, 2, 1, 3), 0, 0, width);
    }

    /// <summary>
    /// Which step sees which, to be broadcast over [N, heads, L, L]; null when every step sees all. Where steps see only what came before, those that count never see
    /// what lies behind the end, so lengths need not be looked at.
    /// </summary>
    private Value? Visible(Value x, Value? lengths)
    {
        GraphBuilder graph = x.Graph;
        if (causal)
        {
            Value places = SequenceMask.Places(x, 1);
            return graph.GreaterOrEqual(graph.Unsqueeze(places, 1), graph.Unsqueeze(places, 0));
        }

        return lengths is null ? null : graph.Unsqueeze(SequenceMask.Of(x, lengths), 1, 2);
    }
}
