using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>What the rules of recurrent operators have in common: steps × examples as rows of one matrix, and the gradient of each step's state.</summary>
internal sealed class RecurrentCall
{
    private readonly Call _call;

    public RecurrentCall(Call call, int gates)
    {
        _call = call;
        if (call.Output > 1 || call.Node.Inputs.Skip(5).Any(input => input is not null) || call.Node.Attributes.Keys.Except(["hidden_size", "linear_before_reset"]).Any())
        {
            throw call.Unsupported("only the states of a forward layer with ordinary activations and a state of zeros at the start are differentiated");
        }

        if (call.ShapeOf(0) is not { IsFullyKnown: true } x || call.ShapeOf(2)[2].Size is not long units)
        {
            throw call.Unsupported($"the sizes of {call[0]} are not all known");
        }

        (Length, Examples, Inputs, Units) = ((int)x[0].Size!.Value, x[1].Size!.Value, x[2].Size!.Value, units); // fully known
        (X, Kernel) = (Graph.Reshape(call[0], Length * Examples, Inputs), Graph.Reshape(call[1], gates * units, Inputs));
        Recurrent = Graph.Reshape(call[2], gates * units, units);
        Value states = Graph.Reshape(call.Node.Outputs[0], Length * Examples, units);
        Before = Length == 1 ? Zeros : Graph.Concat(0, Zeros, Graph.Slice(states, 0, 0, (Length - 1) * Examples));
    }

    public GraphBuilder Graph => _call.Graph;

    public int Length { get; }

    public long Examples { get; }

    public long Inputs { get; }

    public long Units { get; }

    /// <summary>[L·N, inputs].</summary>
    public Value X { get; }

    /// <summary>[gates·units, inputs].</summary>
    public Value Kernel { get; }

    /// <summary>[gates·units, units].</summary>
    public Value Recurrent { get; }

    /// <summary>Each step's state before it [L·N, units].</summary>
    public Value Before { get; }

    /// <summary>One step's zeros [N, units].</summary>
    public Value Zeros => Graph.Zeros(_call.Gradient.Type, [Examples, Units]);

    /// <summary>The bias as a vector [2·gates·units]; null when there is none.</summary>
    public Value? Bias => _call.Node.Inputs[3] is Value bias ? Graph.Reshape(bias, -1) : null;

    /// <summary>Cuts [L·N, ..] into its steps [N, ..].</summary>
    public IReadOnlyList<Value> Steps(Value rows) => Length == 1 ? [rows] : Graph.Split(rows, 0, [.. Enumerable.Repeat(Examples, Length)]);

    /// <summary>Puts steps [N, ..] one behind the other.</summary>
    public Value Rows(IReadOnlyList<Value> steps) => Length == 1 ? steps[0] : Graph.Concat(0, [.. steps]);

    /// <summary>What each step's state receives from outside the layer [N, units]; null where that is nothing.</summary>
    /// <remarks>
    /// Where sequences end early the outputs behind the end are constant. So no gradient enters there, none flows back from there, and the steps behind the end, which
    /// are computed like all others, contribute nothing.
    /// </remarks>
    public IReadOnlyList<Value?> StateGradients()
    {
        Value? lengths = _call.Node.Inputs[4] is Value given ? Graph.Cast(given, TensorType.Int64) : null;
        Value numbers = Graph.Constant([.. Enumerable.Range(0, Length).Select(i => (long)i)], Length, 1, 1);
        Value gradient = _call.Gradient;
        if (_call.Output == 0)
        {
            Value all = Graph.Reshape(gradient, Length, Examples, Units);
            Value masked = lengths is null ? all : all * Mask(Graph.Less(numbers, Column(lengths)));
            return [.. Steps(Graph.Reshape(masked, Length * Examples, Units))];
        }

        if (lengths is null)
        {
            return [.. Enumerable.Repeat<Value?>(null, Length - 1), Graph.Reshape(gradient, Examples, Units)];
        }

        Value scattered = gradient * Mask(Graph.Equal(numbers, Column(lengths - 1)));
        return [.. Steps(Graph.Reshape(scattered, Length * Examples, Units))];
    }

    /// <summary>dX, from the gradient of the gates' sums.</summary>
    public Value InputGradient(Value sums) => Graph.Reshape(Graph.MatMul(sums, Kernel), Length, Examples, Inputs);

    /// <summary>The gradient of a weight matrix, all steps in one product.</summary>
    public Value WeightGradient(Value sums, Value rows) => Graph.Unsqueeze(Graph.Gemm(sums, rows, transA: true), 0);

    private Value Column(Value lengths) => Graph.Reshape(lengths, 1, Examples, 1);

    private Value Mask(Value condition) => Graph.Cast(condition, _call.Gradient.Type);
}
