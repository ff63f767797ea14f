namespace Insight.Onnx;

/// <content>Recurrent layers over [L, N, inputs], in one direction, from a state of zeros.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Long short-term memory with the ordinary activations (Hochreiter and Schmidhuber 1997, with forget gates).</summary>
    /// <param name="x">[L, N, inputs].</param>
    /// <param name="kernel">[1, 4·units, inputs], the rows of input gate, output gate, forget gate and cell one behind the other.</param>
    /// <param name="recurrent">[1, 4·units, units].</param>
    /// <param name="bias">[1, 8·units]: four for the input and four for the state, which are added; or null.</param>
    /// <param name="lengths">How many steps of each sequence count, int32 [N], 1 to L; states stand still behind them and outputs are zero. Null when all count.</param>
    /// <returns>The states of all steps [L, 1, N, units], the last state and the last cell [1, N, units].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names both.</exception>
    public (Value All, Value Last, Value Cell) Lstm(Value x, Value kernel, Value recurrent, Value? bias = null, Value? lengths = null)
    {
        IReadOnlyList<Value> outputs = Recurrent("LSTM", 4, 3, x, kernel, recurrent, bias, lengths, []);
        return (outputs[0], outputs[1], outputs[2]);
    }

    /// <summary>
    /// Gated recurrent units with the ordinary activations (Cho et al. 2014), in the variant in which the reset gate acts on the product, as in cuDNN, Keras and PyTorch.
    /// </summary>
    /// <param name="x">[L, N, inputs].</param>
    /// <param name="kernel">[1, 3·units, inputs], the rows of update gate, reset gate and candidate one behind the other.</param>
    /// <param name="recurrent">[1, 3·units, units].</param>
    /// <param name="bias">[1, 6·units]: three for the input and three for the state; or null.</param>
    /// <param name="lengths">As in <see cref="Lstm"/>.</param>
    /// <returns>The states of all steps [L, 1, N, units] and the last state [1, N, units].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names both.</exception>
    public (Value All, Value Last) Gru(Value x, Value kernel, Value recurrent, Value? bias = null, Value? lengths = null)
    {
        IReadOnlyList<Value> outputs = Recurrent("GRU", 3, 2, x, kernel, recurrent, bias, lengths, [("linear_before_reset", 1L)]);
        return (outputs[0], outputs[1]);
    }

    private IReadOnlyList<Value> Recurrent(
        string op, long gates, int results, Value x, Value kernel, Value recurrent, Value? bias, Value? lengths, IReadOnlyList<(string Name, object Value)> attributes)
    {
        RequireSameType(op, x, kernel);
        RequireSameType(op, x, recurrent);
        if (x.Shape is not { Count: 3 } sequence || recurrent.Shape is not { Count: 3 } state || state[2].Size is not long units || state[1] != gates * units || state[0] != 1)
        {
            throw new ArgumentException($"{op}: shapes {x.Shape} and {recurrent.Shape} should be [L, N, inputs] and [1, {gates}·units, units].");
        }

        if (kernel.Shape is { } weights && (weights.Count != 3 || weights[0] != 1 || weights[1] != state[1] || (sequence[2].IsKnown && weights[2] != sequence[2])))
        {
            throw new ArgumentException($"{op}: shapes {sequence} and {weights} do not fit: the kernel should be [1, {gates * units}, {sequence[2]}].");
        }

        if (bias is not null)
        {
            RequireSameType(op, x, bias);
            if (bias.Shape is { } offsets && (offsets.Count != 2 || offsets[0] != 1 || offsets[1] != 2 * gates * units))
            {
                throw new ArgumentException($"{op}: the bias {bias} should have shape [1, {2 * gates * units}] beside {recurrent.Shape}.");
            }
        }

        if (lengths is not null)
        {
            RequireType(op, lengths, TensorType.Int32);
        }

        Shape last = [1, sequence[1], units];
        Shape all = [sequence[0], 1, sequence[1], units];
        return ApplyMany(
            op, [(x.Type, all), .. Enumerable.Repeat((x.Type, (Shape?)last), results - 1)], [x, kernel, recurrent, bias, lengths], [("hidden_size", units), .. attributes]);
    }
}
