using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>
/// The ONNX operator GRU as a whole, in the variant whose reset gate acts on the product. With the states of all steps given, gates and their derivatives are computed
/// for all steps at once; left to the steps are a product and four small operators backwards.
/// </summary>
internal static class GruRule
{
    public static Func<Contribution>?[] Apply(Call call)
    {
        var pass = new Lazy<(RecurrentCall Layer, Value OfInput, Value OfState)>(() =>
        {
            if (call.Attribute("linear_before_reset", 0L) != 1)
            {
                throw call.Unsupported("its reset gate acts before the product (linear_before_reset is 0)");
            }

            var layer = new RecurrentCall(call, 3);
            (Value ofInput, Value ofState) = Backward(layer);
            return (layer, ofInput, ofState);
        });
        (RecurrentCall Layer, Value OfInput, Value OfState) Pass() => pass.Value;
        return
        [
            () => Pass().Layer.InputGradient(Pass().OfInput),
            () => Pass().Layer.WeightGradient(Pass().OfInput, Pass().Layer.X),
            () => Pass().Layer.WeightGradient(Pass().OfState, Pass().Layer.Before),
            () => BiasGradient(Pass().Layer, Pass().OfInput, Pass().OfState),
            null,
        ];
    }

    /// <summary>
    /// The gradients of the sums that come from the input and from the state [L·N, 3·units], in the order update, reset, candidate. They differ in the candidate only,
    /// where the reset gate stands between.
    /// </summary>
    private static (Value OfInput, Value OfState) Backward(RecurrentCall layer)
    {
        GraphBuilder g = layer.Graph;
        long units = layer.Units;
        IReadOnlyList<Value> biases = layer.Bias is Value both ? g.Split(both, 0, 3 * units, 3 * units) : [];
        IReadOnlyList<Value> fromInput = g.Split(g.Gemm(layer.X, layer.Kernel, biases.ElementAtOrDefault(0), transB: true), 1, 2 * units, units);
        IReadOnlyList<Value> fromState = g.Split(g.Gemm(layer.Before, layer.Recurrent, biases.ElementAtOrDefault(1), transB: true), 1, 2 * units, units);
        IReadOnlyList<Value> gates = g.Split(g.Sigmoid(fromInput[0] + fromState[0]), 1, units, units);
        (Value update, Value reset) = (gates[0], gates[1]);
        Value candidate = g.Tanh(fromInput[1] + (reset * fromState[1]));

        // What one unit of the state's gradient does to each sum.
        Value ofCandidate = (1 - update) * (1 - (candidate * candidate));
        Value viaReset = ofCandidate * reset;
        Value slopes = g.Concat(1, (layer.Before - candidate) * update * (1 - update), viaReset * fromState[1] * (1 - reset), viaReset);
        IReadOnlyList<Value> slopeSteps = layer.Steps(slopes);
        IReadOnlyList<Value> updates = layer.Steps(update);
        IReadOnlyList<Value?> given = layer.StateGradients();

        var states = new Value[layer.Length];
        var sums = new Value[layer.Length];
        for (int t = layer.Length - 1; t >= 0; t--)
        {
            states[t] = t == layer.Length - 1
                ? given[t]! // the last step always receives one
                : g.Gemm(sums[t + 1], layer.Recurrent, given[t]) + (states[t + 1] * updates[t + 1]);
            sums[t] = g.Concat(1, states[t], states[t], states[t]) * slopeSteps[t];
        }

        Value ofState = layer.Rows(sums);
        Value ofInput = g.Concat(1, g.Slice(ofState, 1, 0, 2 * units), layer.Rows(states) * ofCandidate);
        return (ofInput, ofState);
    }

    private static Value BiasGradient(RecurrentCall layer, Value ofInput, Value ofState) =>
        layer.Graph.Unsqueeze(layer.Graph.Concat(0, layer.Graph.ReduceSum(ofInput, [0]), layer.Graph.ReduceSum(ofState, [0])), 0);
}
