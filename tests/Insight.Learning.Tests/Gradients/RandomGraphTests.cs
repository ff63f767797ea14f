using System.Globalization;
using Insight.Learning.Gradients.Rules;
using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

/// <summary>Gradients of operators in any combination; what fails is printed with its seed.</summary>
public sealed class RandomGraphTests
{
    private const int Graphs = 250;

    [Fact]
    public void Gradients_OfRandomGraphs_EqualCentralDifferences()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            try
            {
                GradientCheck.Holds((g, x) => RandomGraph.Build(g, x, seed), TensorType.Double, 2e-5, RandomGraph.Inputs(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {e.Message}"), e);
            }
        }
    }

    [Fact]
    public void RandomGraphs_ContainEveryOperatorThatRunsInDouble()
    {
        HashSet<string> drawn = [];
        for (int seed = 0; seed < Graphs; seed++)
        {
            var graph = new GraphBuilder("random");
            RandomGraph.Build(graph, [.. RandomGraph.Inputs(seed).Select((sample, i) => graph.Input($"x{i}", TensorType.Double, Shape.Of(sample.Sizes)))], seed);
            drawn.UnionWith(graph.Nodes.Select(node => node.Op));
        }

        string[] inFloatOnly = ["Erf", "Softplus", "LayerNormalization", "Conv", "MaxPool", "AveragePool", "LSTM", "GRU"];
        Assert.Equal(["Cast", "GatherElements", "Identity"], RuleTable.Operators.Except(drawn).Except(inFloatOnly).Order(StringComparer.Ordinal));
    }
}
