using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.Tests.Learners;

public sealed class BoostingFitTests
{
    private static readonly List<float[]> Data = Rows.Random(1_500, seed: 4);
    private static readonly BoostingOptions Options = new() { Trees = 60, LearningRate = 0.1, L2 = 1 };

    private static double[] Happened(int seed)
    {
        var random = new Random(seed);
        return [.. Data.Select(row => random.NextDouble() < (row[0] > 20 && row[3] < 50 ? 0.9 : 0.2) ? 1.0 : 0.0)];
    }

    [Fact]
    public void Probability_FindsWhatDecides()
    {
        var model = BoostingFit.Probability(Data, Happened(1), Options);
        double[] predicted = [.. Data.Select(row => model.Predict(row))];
        Assert.True(Ranking.Auc(predicted, [.. Happened(2).Select(value => value > 0.5)]) > 0.75, "outcomes drawn anew from the same rule");
        Assert.InRange(predicted.Average(), Happened(1).Average() - 0.03, Happened(1).Average() + 0.03);
    }

    [Fact]
    public void Mean_FindsTheLevel()
    {
        double[] targets = [.. Data.Select(row => row[0] > 20 ? 10.0 : 2.0)];
        var model = BoostingFit.Mean(Data, targets, Options);

        // Thresholds lie between bins of values, so rows right at the step may fall on either side.
        Assert.All(Data.Zip(targets).Where(pair => Math.Abs(pair.First[0] - 20) > 2), pair => Assert.Equal(pair.Second, model.Predict(pair.First), 1.0));
    }

    [Fact]
    public void SameSeed_SameTrees()
    {
        var a = BoostingFit.Probability(Data, Happened(1), Options);
        var b = BoostingFit.Probability(Data, Happened(1), Options);
        Assert.Equal(a.Trees.Trees.SelectMany(tree => tree.Nodes), b.Trees.Trees.SelectMany(tree => tree.Nodes));
        var c = BoostingFit.Probability(Data, Happened(1), Options with { Seed = 2 });
        Assert.NotEqual(a.Trees.Trees.SelectMany(tree => tree.Nodes), c.Trees.Trees.SelectMany(tree => tree.Nodes));
    }

    [Fact]
    public void Covers_CountTheRows()
    {
        var tree = BoostingFit.Mean(Data, Happened(1), Options).Trees.Trees[0];
        Assert.Equal(Data.Count, tree.Nodes[0].Cover);
        Assert.Equal(Data.Count, tree.Nodes.Where(node => node.IsLeaf).Sum(node => node.Cover));
        Assert.All(tree.Nodes.Where(node => !node.IsLeaf), node => Assert.Equal(node.Cover, tree.Nodes[node.Left].Cover + tree.Nodes[node.Right].Cover));
    }

    [Fact]
    public void Append_EqualsPredict_OnThresholdsAndMissingValuesToo()
    {
        Rows.AssertParity(BoostingFit.Probability(Data, Happened(1), Options), Data);
        Rows.AssertParity(BoostingFit.Mean(Data, Happened(1), Options), Data);
    }
}
