using Insight.Learning.Gradients.Rules;
using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>Reverse mode: adds to a graph the nodes that compute derivatives of one of its values.</summary>
/// <remarks>
/// <para>
/// The graph's nodes are in topological order. Forwards, every floating value that depends on an x is marked. Backwards from y, each node with marked inputs hands the gradient of its
/// output on to them by the rule of its operator (<see cref="RuleTable"/>). What is not marked gets no nodes; integers and truth values are never marked, so comparisons, indices and
/// masks end the walk by themselves.
/// </para>
/// <para>
/// A rule does not compute what it hands on. It gives a <see cref="Contribution"/>: a whole gradient, a product of two matrices, a piece along an axis, or elements taken at indices. An
/// <see cref="Accumulator"/> collects those of one value, and when the walk reaches the value, all its uses have been seen and the contributions of one kind are computed together:
/// </para>
/// <list type="bullet">
/// <item>products of a weight used in many places (steps of a recurrent network) become one product over the joined rows instead of a sum of many;</item>
/// <item>pieces that lie side by side (steps of a sequence, weights in one vector) become one Concat instead of a sum of padded tensors;</item>
/// <item>elements taken from one table by several inputs go back in one scatter;</item>
/// <item>gradients wider than the value are summed and narrower ones repeated, so no rule has to think of broadcasting; a bias added in every step has its gradients joined first.</item>
/// </list>
/// <para>
/// <see cref="Joints"/> makes each join once, so kernel and bias of one layer share that of their gradients. Derivatives at kinks are one of the slopes: zero for Relu and Abs at 0, the
/// left operand's for Min and Max of equals, shares for ReduceMax of equals, passing for Clip at its bounds. The nodes added are ordinary operators: the result is a graph like any
/// other, which can be differentiated again where its operators have rules. Sizes should be known; where they are open, rules that need them say so.
/// </para>
/// </remarks>
public static class Gradient
{
    /// <summary>The derivatives of <paramref name="y"/> with respect to each of <paramref name="xs"/>.</summary>
    /// <param name="y">A scalar.</param>
    /// <param name="xs">Values of the same graph; any value may be asked for, not only inputs.</param>
    /// <param name="oneThread">
    /// A promise that the graph will run in a session with one thread inside operators (<c>IntraOpNumThreads = 1</c>). Then what was gathered is added up almost twenty times
    /// faster, by an operator that loses sums when several threads share its work.
    /// </param>
    /// <returns>One value per x, of its shape; zeros where y does not depend on it.</returns>
    /// <exception cref="ArgumentException">y is no scalar, an x is not of a floating type, or one belongs to another graph.</exception>
    /// <exception cref="NotSupportedException">An operator between an x and y has no rule, or is used in a way its rule does not know; the message names the node.</exception>
    public static IReadOnlyList<Value> Of(Value y, IReadOnlyList<Value> xs, bool oneThread = false)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(xs);
        RequireScalar(y);
        foreach (Value x in xs)
        {
            RequireDifferentiable(y, x);
        }

        GraphBuilder graph = y.Graph;
        int before = graph.Nodes.Count;
        HashSet<Value> needed = Dependents(graph, before, xs);
        var joints = new Joints();
        var sums = new Dictionary<Value, Accumulator>();
        Accumulator SumOf(Value value) => sums.TryGetValue(value, out Accumulator? sum) ? sum : sums[value] = new Accumulator(value, joints, oneThread);

        if (needed.Contains(y))
        {
            SumOf(y).Add(graph.Scalar(1, y.Type));
        }

        for (int i = before - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            for (int output = 0; output < node.Outputs.Count; output++)
            {
                if (sums.TryGetValue(node.Outputs[output], out Accumulator? sum))
                {
                    Pass(new Call(node, output, sum.Total(), needed), SumOf);
                }
            }
        }

        return [.. xs.Select(x => sums.TryGetValue(x, out Accumulator? sum) ? sum.Total() : graph.Expand(graph.Scalar(0, x.Type), x))];
    }

    /// <summary>Hands an output's gradient on to those inputs that somebody needs.</summary>
    private static void Pass(Call call, Func<Value, Accumulator> sumOf)
    {
        if (!Enumerable.Range(0, call.Node.Inputs.Count).Any(call.Needs))
        {
            return; // an x itself
        }

        Func<Contribution>?[] contributions = RuleTable.For(call.Node)(call);
        for (int input = 0; input < contributions.Length; input++)
        {
            if (contributions[input] is Func<Contribution> contribution && call.Needs(input))
            {
                sumOf(call[input]).Add(contribution());
            }
        }
    }

    /// <summary>All that changes with an x; integers and truth values do not change gradually.</summary>
    private static HashSet<Value> Dependents(GraphBuilder graph, int count, IReadOnlyList<Value> xs)
    {
        HashSet<Value> dependents = [.. xs];
        for (int i = 0; i < count; i++)
        {
            Node node = graph.Nodes[i];
            if (!RuleTable.IsFlat(node) && node.Inputs.Any(input => input is not null && dependents.Contains(input)))
            {
                dependents.UnionWith(node.Outputs.Where(IsFloating));
            }
        }

        return dependents;
    }

    private static bool IsFloating(Value value) => value.Type is TensorType.Float or TensorType.Double;

    private static void RequireScalar(Value y)
    {
        if (!IsFloating(y) || y.Shape is not { Count: 0 })
        {
            throw new ArgumentException($"Gradient: {y} should be a floating scalar; ReduceSum it.");
        }
    }

    private static void RequireDifferentiable(Value y, Value x)
    {
        if (x.Graph != y.Graph)
        {
            throw new ArgumentException($"Gradient: {x} belongs to graph '{x.Graph.Name}', {y} to '{y.Graph.Name}'.");
        }

        if (!IsFloating(x))
        {
            throw new ArgumentException($"Gradient: {x} has no derivatives; only Float and Double have.");
        }
    }
}
