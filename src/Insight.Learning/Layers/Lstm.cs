using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gates of Gers et al. 2000): [N, L, inputs] → [N, L, units], or [N, units] of the last step.
/// </summary>
/// <remarks>
/// Weights: <c>kernel</c> [4·units, inputs] (Glorot), <c>recurrent</c> [4·units, units] (orthogonal), <c>bias</c> [4·units] (zeros; ones for the forget gate, as
/// Jozefowicz et al. 2015 advise), each with the rows of input gate, output gate, forget gate and cell one behind the other, as ONNX has them. Training and serving
/// use the same operator, ONNX <c>LSTM</c>.
/// </remarks>
/// <param name="units">The width of the state.</param>
/// <param name="returnSequences">Whether all states are given, or the last one of each sequence only.</param>
public sealed class Lstm(long units, bool returnSequences = false) : ISequenceLayer
{
    private readonly long _units = units > 0 ? units : throw new ArgumentOutOfRangeException(nameof(units), units, "A layer has at least one unit.");

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null).Output;

    /// <inheritdoc/>
    public (Value Output, Value? Lengths) Apply(Scope scope, Value x, Value? lengths)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(x);
        string path = scope.Path(this, "lstm");
        var input = new RecurrentInput(path, x, lengths);
        GraphBuilder graph = scope.Graph;
        Value kernel = scope.Weight($"{path}/kernel", [4 * _units, input.Width], Initializer.Glorot(input.Width, 4 * _units));
        Value recurrent = scope.Weight($"{path}/recurrent", [4 * _units, _units], Initializer.Orthogonal(4 * _units, _units));
        Value bias = scope.Weight($"{path}/bias", [4 * _units], new Initializer((values, _) => values.AsSpan((int)(2 * _units), (int)_units).Fill(1)), penalized: false);

        // The operator has a second bias for the state, which would only be added to the first.
        Value both = graph.Concat(0, bias, graph.Zeros(bias.Type, [4 * _units]));
        (Value all, Value last, _) = graph.Lstm(input.Steps, graph.Unsqueeze(kernel, 0), graph.Unsqueeze(recurrent, 0), graph.Unsqueeze(both, 0), input.Lengths);
        return input.Result(returnSequences, all, last);
    }
}
