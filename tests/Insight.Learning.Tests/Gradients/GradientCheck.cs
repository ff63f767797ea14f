using System.Globalization;
using Insight.Learning.Gradients;
using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

/// <summary>Compares derivatives with central differences of the same graph.</summary>
internal static class GradientCheck
{
    public delegate Value Build(GraphBuilder graph, IReadOnlyList<Value> inputs);

    /// <summary>
    /// Asserts the derivatives of Σ weight·output, each weight another number, with respect to every element of every input; the inputs are of <paramref name="type"/>.
    /// </summary>
    /// <param name="build">The operators under test.</param>
    /// <param name="type">Double where the runtime has the operators in it: differences in Float are good to some thousandths only.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    public static void Holds(Build build, TensorType type, params IReadOnlyList<Sample> inputs) => Holds(build, type, type == TensorType.Double ? 1e-6 : 5e-3, inputs);

    /// <inheritdoc cref="Holds(Build, TensorType, IReadOnlyList{Sample})"/>
    /// <param name="tolerance">Of a derivative up to 1, and relative to larger ones.</param>
    public static void Holds(Build build, TensorType type, double tolerance, params IReadOnlyList<Sample> inputs)
    {
        var graph = new GraphBuilder("check");
        Value[] values = [.. inputs.Select((sample, i) => graph.Input(string.Create(CultureInfo.InvariantCulture, $"x{i}"), type, Shape.Of(sample.Sizes)))];
        Value loss = Weighted(graph, build(graph, values));
        IReadOnlyList<Value> gradients = Gradient.Of(loss, values);
        graph.Output("loss", loss);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i].Shape!.ToString(), gradients[i].Shape!.ToString());
            graph.Output(string.Create(CultureInfo.InvariantCulture, $"d{i}"), gradients[i]);
        }

        using var runner = new Runner(graph);
        IReadOnlyList<(double[] Values, long[] Sizes)> found = runner.Run(inputs);
        double step = type == TensorType.Double ? 1e-5 : 1e-2;
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(inputs[i].Sizes, found[i + 1].Sizes);
            for (int element = 0; element < inputs[i].Values.Length; element++)
            {
                double expected = type == TensorType.Double
                    ? (LossAt(step) - LossAt(-step)) / (2 * step)
                    : ((8 * (LossAt(step) - LossAt(-step))) - LossAt(2 * step) + LossAt(-2 * step)) / (12 * step); // a wide step, so the cubic term counts
                double actual = found[i + 1].Values[element];
                Assert.True(
                    Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
                    $"d loss / d x{i}[{element}] is {actual}; differences give {expected}.{Environment.NewLine}{Describe(graph)}");

                double LossAt(double offset)
                {
                    double[] moved = [.. inputs[i].Values];
                    moved[element] += offset;
                    return runner.Run([.. inputs.Select((sample, at) => at == i ? sample with { Values = moved } : sample)])[0].Values[0];
                }
            }
        }
    }

    /// <summary>All operators with their inputs, for messages.</summary>
    public static string Describe(GraphBuilder graph) => string.Join(Environment.NewLine, graph.Nodes.Select(node =>
        $"{string.Join(", ", node.Outputs)} = {node.Op}({string.Join(", ", node.Inputs.Select(input => input?.Name ?? "-"))})"));

    /// <summary>A sum in which every element counts differently, so that mixed-up elements are found.</summary>
    private static Value Weighted(GraphBuilder graph, Value y)
    {
        long[] sizes = [.. y.Shape!.Select(dim => dim.Size!.Value)]; // checked graphs have known sizes
        Sample weights = Sample.Any(99, sizes);
        return graph.ReduceSum(y * graph.Constant(Tensor.Of(y.Type, weights.Values, sizes)), []);
    }
}
