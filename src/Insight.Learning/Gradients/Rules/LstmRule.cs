using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>
/// The ONNX operator LSTM as a whole (Hochreiter and Schmidhuber 1997; backward pass as in Graves 2008, eqs. 4.13–4.18). With the states of all steps given, gates and
/// their derivatives are computed for all steps at once; left to the steps are the cell's recurrence forwards and five small operators and a product backwards.
/// </summary>
internal static class LstmRule
{
    public static Func<Contribution>?[] Apply(Call call)
    {
        var pass = new Lazy<(RecurrentCall Layer, Value Sums)>(() =>
        {
            var layer = new RecurrentCall(call, 4);
            return (layer, Backward(layer));
        });
        (RecurrentCall Layer, Value Sums) Pass() => pass.Value;
        return
        [
            () => Pass().Layer.InputGradient(Pass().Sums),
            () => Pass().Layer.WeightGradient(Pass().Sums, Pass().Layer.X),
            () => Pass().Layer.WeightGradient(Pass().Sums, Pass().Layer.Before),
            () => BiasGradient(Pass().Layer, Pass().Sums),
            null,
        ];
    }

    /// <summary>The gradient of the gates' sums [L·N, 4·units], in the order input, output, forget, cell.</summary>
    private static Value Backward(RecurrentCall layer)
    {
        GraphBuilder g = layer.Graph;
        long units = layer.Units;
        Value? bias = layer.Bias is Value both ? g.Slice(both, 0, 0, 4 * units) + g.Slice(both, 0, 4 * units, 8 * units) : null;
        Value sums = g.Gemm(layer.Before, layer.Recurrent, g.Gemm(layer.X, layer.Kernel, bias, transB: true), transB: true);
        IReadOnlyList<Value> parts = g.Split(sums, 1, 3 * units, units);
        IReadOnlyList<Value> gates = g.Split(g.Sigmoid(parts[0]), 1, units, units, units);
        (Value input, Value output, Value forget, Value candidate) = (gates[0], gates[1], gates[2], g.Tanh(parts[1]));
        Value written = input * candidate;
        IReadOnlyList<Value> forgets = layer.Steps(forget);
        Value[] cells = Cells(layer.Steps(written), forgets);
        Value cell = g.Tanh(layer.Rows(cells));
        Value cellBefore = layer.Length == 1 ? layer.Zeros : layer.Rows([layer.Zeros, .. cells[..^1]]);

        // What one unit of the cell's (of the state's, for the output gate) gradient does to each gate's sum.
        Value slopes = g.Concat(
            1, written * (1 - input), cell * output * (1 - output), cellBefore * forget * (1 - forget), input * (1 - (candidate * candidate)));
        IReadOnlyList<Value> slopeSteps = layer.Steps(slopes);
        IReadOnlyList<Value> outward = layer.Steps(output * (1 - (cell * cell)));
        IReadOnlyList<Value?> given = layer.StateGradients();

        var gradients = new Value[layer.Length];
        Value? carried = null;
        for (int t = layer.Length - 1; t >= 0; t--)
        {
            Value state = t == layer.Length - 1 ? given[t]! : g.Gemm(gradients[t + 1], layer.Recurrent, given[t]); // the last step always receives one
            Value ofCell = state * outward[t];
            ofCell = carried is null ? ofCell : ofCell + carried;
            gradients[t] = g.Concat(1, ofCell, state, ofCell, ofCell) * slopeSteps[t];
            carried = ofCell * forgets[t];
        }

        return layer.Rows(gradients);
    }

    /// <summary>c = f·c₋₁ + i·g, the one recurrence that the states do not give away.</summary>
    private static Value[] Cells(IReadOnlyList<Value> written, IReadOnlyList<Value> forgets)
    {
        var cells = new Value[written.Count];
        cells[0] = written[0];
        for (int t = 1; t < cells.Length; t++)
        {
            cells[t] = (forgets[t] * cells[t - 1]) + written[t];
        }

        return cells;
    }

    /// <summary>The biases of input and state are added, so their gradients are equal.</summary>
    private static Value BiasGradient(RecurrentCall layer, Value sums)
    {
        Value half = layer.Graph.ReduceSum(sums, [0]);
        return layer.Graph.Unsqueeze(layer.Graph.Concat(0, half, half), 0);
    }
}
