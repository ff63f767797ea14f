using System.Globalization;
using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>How much each input moved an output away from what it is at a baseline.</summary>
/// <remarks>
/// Sundararajan, Taly and Yan (2017), "Axiomatic Attribution for Deep Networks", eq. 1: (x − b)·∫₀¹ ∂F(b + α(x − b))/∂x dα, the integral by Gauss's rule. An example's attributions add
/// up to F(x) − F(b), but for the error of that rule, which is negligible with a few steps where F is smooth on the way and falls with their number where it has kinks (rectifiers).
/// </remarks>
public static class IntegratedGradients
{
    /// <summary>Adds to a graph the nodes that attribute a network's output to its inputs.</summary>
    /// <param name="network">
    /// Adds the network's nodes for values in the order of <paramref name="inputs"/> and returns one output per example, [N] or [N, 1]. It must treat examples one by one. It is
    /// called once, with N·steps examples.
    /// </param>
    /// <param name="inputs">
    /// What the network is fed with, examples first, all other sizes known. N may be open if the network's operators can be differentiated so (LSTM and GRU cannot). Inputs with a
    /// baseline, which broadcasts against them, are attributed to; those without, such as ids and lengths, stay as they are. To attribute to what ids stand for, feed the vectors.
    /// </param>
    /// <param name="steps">The number of points between baseline and input. All go through the network in one batch.</param>
    /// <returns>An attribution per element of each input with a baseline, in their order and of their shapes.</returns>
    /// <exception cref="ArgumentException">No input has a baseline, sizes are not known, or the output is not one per example; the message names the shapes.</exception>
    public static IReadOnlyList<Value> Of(Func<IReadOnlyList<Value>, Value> network, IReadOnlyList<(Value Input, Value? Baseline)> inputs, int steps = 20)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Value?[] ways = [.. inputs.Select(input => input.Baseline is Value baseline ? Way(input.Input, baseline) : null)];
        Value[] points = [.. inputs.Zip(ways, (input, way) => Points(input.Input, way, steps))];
        int[] attributed = [.. Enumerable.Range(0, inputs.Count).Where(i => ways[i] is not null)];
        if (attributed.Length == 0)
        {
            throw new ArgumentException("IntegratedGradients: no input has a baseline.", nameof(inputs));
        }

        Value output = network(points);
        if (output.Shape is not ([_] or [_, { Size: 1 }]))
        {
            throw new ArgumentException($"IntegratedGradients: {output} should be one number per example.", nameof(network));
        }

        GraphBuilder g = output.Graph;
        IReadOnlyList<Value> gradients = Gradient.Of(g.ReduceSum(output, []), [.. attributed.Select(i => points[i])]);
        return [.. attributed.Zip(gradients, (i, gradient) => ways[i]! * Integral(gradient, inputs[i].Input, steps))]; // attributed inputs have a way
    }

    private static Value Way(Value input, Value baseline)
    {
        Value way = input - baseline;
        return way.Shape?.ToString() == input.Shape?.ToString()
            ? way
            : throw new ArgumentException($"IntegratedGradients: baseline {baseline} does not broadcast against {input}.", nameof(baseline));
    }

    /// <summary>[N, ..] → [N·steps, ..]: points on the way to the input, or the same value again and again.</summary>
    private static Value Points(Value input, Value? way, int steps)
    {
        GraphBuilder g = input.Graph;
        Shape rest = [.. input.Shape?.Skip(1) ?? []];
        if (input.Shape is not { Count: > 0 } || !rest.IsFullyKnown)
        {
            throw new ArgumentException($"IntegratedGradients: all sizes of {input} but the first should be known.", nameof(input));
        }

        Value repeated;
        if (way is null)
        {
            repeated = g.Tile(g.Unsqueeze(input, 1), [1, steps, .. rest.Select(_ => 1L)]);
        }
        else
        {
            double[] toGo = [.. GaussLegendre.Rule(steps).Nodes.Select(node => 1 - node)];
            repeated = g.Unsqueeze(input, 1) - (g.Unsqueeze(way, 1) * g.Constant(Tensor.Of(input.Type, toGo, [steps, .. rest.Select(_ => 1L)])));
        }

        Dim examples = input.Shape[0];
        Dim all = examples.Size is long known ? known * steps : string.Create(CultureInfo.InvariantCulture, $"{examples.Symbol ?? "N"}*{steps}");
        return g.Reshape(repeated, [all, .. rest]);
    }

    private static Value Integral(Value gradient, Value input, int steps)
    {
        GraphBuilder g = gradient.Graph;
        Shape shape = input.Shape!; // known but for the first size, or there would be no points
        Value weights = g.Constant(Tensor.Of(input.Type, GaussLegendre.Rule(steps).Weights, [steps, .. shape.Skip(1).Select(_ => 1L)]));
        return g.ReduceSum(g.Reshape(gradient, [shape[0], steps, .. shape.Skip(1)]) * weights, [1]);
    }
}
