using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>
/// Gated recurrent units (Cho et al. 2014; the reset gate acts on the product with the state, as in cuDNN, Keras and PyTorch): [N, L, inputs] → [N, L, units], or
/// [N, units] of the last step.
/// </summary>
/// <remarks>
/// Weights: <c>kernel</c> [3·units, inputs] (Glorot), <c>recurrent</c> [3·units, units] (orthogonal), with the rows of update gate, reset gate and candidate one behind
/// the other, as ONNX has them; <c>bias</c> [4·units] (zeros): update gate, reset gate, candidate from the input, candidate from the state. Training and serving use the
/// same operator, ONNX <c>GRU</c>.
/// </remarks>
/// <param name="units">The width of the state.</param>
/// <param name="returnSequences">Whether all states are given, or the last one of each sequence only.</param>
public sealed class Gru(long units, bool returnSequences = false) : ISequenceLayer
{
    private readonly long _units = units > 0 ? units : throw new ArgumentOutOfRangeException(nameof(units), units, "A layer has at least one unit.");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        string path = scope.Path(this, "gru");
        var input = new RecurrentInput(path, x, lengths);
        GraphBuilder graph = scope.Graph;
        Value kernel = scope.Weight($"{path}/kernel", [3 * _units, input.Width], Initializer.Glorot(input.Width, 3 * _units));
        Value recurrent = scope.Weight($"{path}/recurrent", [3 * _units, _units], Initializer.Orthogonal(3 * _units, _units));
        Value bias = scope.Weight($"{path}/bias", [4 * _units], Initializer.Zeros, penalized: false);

        // The operator has two biases for each gate; those of update and reset gate would only be added.
        IReadOnlyList<Value> parts = graph.Split(bias, 0, 3 * _units, _units);
        Value both = graph.Concat(0, parts[0], graph.Zeros(bias.Type, [2 * _units]), parts[1]);
        (Value all, Value last) = graph.Gru(input.Steps, graph.Unsqueeze(kernel, 0), graph.Unsqueeze(recurrent, 0), graph.Unsqueeze(both, 0), input.Lengths);
        return input.Result(returnSequences, all, last);
    }
}
