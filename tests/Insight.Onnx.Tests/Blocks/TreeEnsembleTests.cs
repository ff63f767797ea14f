using Insight.Onnx.Blocks;

namespace Insight.Onnx.Tests.Blocks;

public sealed class TreeEnsembleTests
{
    private const int Features = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Append_RandomTrees_EqualEvaluate_OnThresholdsAndMissingToo(int rows)
    {
        var random = new Random(7);
        TreeEnsemble ensemble = RandomEnsemble(random, trees: 40);
        float[] thresholds = [.. ensemble.Trees.SelectMany(t => t.Nodes).Where(n => !n.IsLeaf).Select(n => n.Threshold)];
        float[] data = [.. Enumerable.Range(0, rows * Features).Select(_ => random.Next(10) switch
        {
            0 => float.NaN,
            <= 4 => thresholds[random.Next(thresholds.Length)],
            _ => (float)random.NextDouble(),
        })];
        var g = new GraphBuilder("trees");
        Value x = g.Input("x", TensorType.Float, ["N", Features]);
        g.Output("y", ensemble.Append(g, x));

        Outputs outputs = Run.Graph(g, ("x", data, [rows, Features]));

        Assert.Equal([rows, 1], outputs.Sizes("y"));
        float[] y = outputs.Get<float>("y");
        for (int i = 0; i < rows; i++)
        {
            Assert.Equal(ensemble.Evaluate(data.AsSpan(i * Features, Features)), y[i], 1e-5);
        }
    }

    [Fact]
    public void Append_RowOnTheThreshold_GoesLeft_MissingGoesRight()
    {
        var ensemble = new TreeEnsemble { Trees = [new Tree([TreeNode.Split(0, 0.1f, 1, 2), TreeNode.Leaf(-1), TreeNode.Leaf(1)])], BaseValue = 10 };
        var g = new GraphBuilder("tree");
        g.Output("y", ensemble.Append(g, g.Input("x", TensorType.Float, ["N", 1])));
        float[] y = Run.Graph(g, ("x", new[] { 0.1f, MathF.BitIncrement(0.1f), float.NaN }, [3, 1])).Get<float>("y");
        Assert.Equal([9f, 11f, 11f], y);
    }

    [Fact]
    public void FoldInto_AnImputationWithIndicators_AnswersAsBehindIt_MissingOrNot()
    {
        var random = new Random(5);
        var impute = new Impute { Fill = [0.2f, 0.5f, 0.9f], Indicators = [2, 0] };
        TreeEnsemble behind = RandomEnsemble(random, trees: 40); // over three columns and two indicators
        TreeEnsemble folded = impute.FoldInto(behind);
        float[] thresholds = [.. behind.Trees.SelectMany(t => t.Nodes).Where(n => !n.IsLeaf).Select(n => n.Threshold)];
        const int Rows = 2_000;
        float[] data = [.. Enumerable.Range(0, Rows * 3).Select(_ => random.Next(3) switch
        {
            0 => float.NaN,
            1 => thresholds[random.Next(thresholds.Length)],
            _ => random.NextSingle(),
        })];
        var g = new GraphBuilder("trees");
        g.Output("y", folded.Append(g, g.Input("x", TensorType.Float, ["N", 3])));

        float[] y = Run.Graph(g, ("x", data, [Rows, 3])).Get<float>("y");

        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<float> row = data.AsSpan(i * 3, 3);
            double expected = behind.Evaluate(impute.Evaluate(row));
            Assert.Equal(expected, folded.Evaluate(row));
            Assert.Equal(expected, y[i], 1e-5);
        }
    }

    [Fact]
    public void FoldInto_IndicatorsOutsideZeroToOne_SendAllOneWay()
    {
        var impute = new Impute { Fill = [0], Indicators = [0] };
        float[] Answers(float threshold)
        {
            TreeEnsemble folded = impute.FoldInto(new TreeEnsemble { Trees = [new Tree([TreeNode.Split(1, threshold, 1, 2), TreeNode.Leaf(-1), TreeNode.Leaf(1)])] });
            var g = new GraphBuilder("tree");
            g.Output("y", folded.Append(g, g.Input("x", TensorType.Float, ["N", 1])));
            return Run.Graph(g, ("x", new[] { -3f, 3f, float.MaxValue, float.NaN }, [4, 1])).Get<float>("y");
        }

        Assert.Equal([1f, 1, 1, 1], Answers(-0.5f));
        Assert.Equal([-1f, -1, -1, 1], Answers(0.5f));
        Assert.Equal([-1f, -1, -1, -1], Answers(1));
        Assert.Throws<ArgumentException>(() => impute.FoldInto(new TreeEnsemble { Trees = [new Tree([TreeNode.Split(2, 0, 1, 2), TreeNode.Leaf(-1), TreeNode.Leaf(1)])] }));
    }

    [Fact]
    public void Tree_NodesThatAreNoTree_Throw()
    {
        Assert.Throws<ArgumentException>(() => new Tree([]));
        Assert.Throws<ArgumentException>(() => new Tree([TreeNode.Split(0, 0, 1, 2), TreeNode.Leaf(1)]));
        Assert.Throws<ArgumentException>(() => new Tree([TreeNode.Split(0, 0, 1, 1), TreeNode.Leaf(1)]));
        Assert.Throws<ArgumentException>(() => new Tree([TreeNode.Split(0, 0, 0, 1), TreeNode.Leaf(1)]));
        Assert.Throws<ArgumentException>(() => new Tree([TreeNode.Leaf(1), TreeNode.Leaf(1)]));
        Assert.Throws<ArgumentException>(() => new Tree([TreeNode.Leaf(0), TreeNode.Split(0, 0, 2, 3), TreeNode.Leaf(1), TreeNode.Split(0, 0, 1, 4), TreeNode.Leaf(2)]));
    }

    [Fact]
    public void Append_FeatureThatDoesNotExist_Throws()
    {
        var ensemble = new TreeEnsemble { Trees = [new Tree([TreeNode.Split(3, 0, 1, 2), TreeNode.Leaf(-1), TreeNode.Leaf(1)])] };
        var g = new GraphBuilder("tree");
        Value x = g.Input("x", TensorType.Float, ["N", 3]);
        Assert.Contains("feature 3", Assert.Throws<ArgumentException>(() => ensemble.Append(g, x)).Message, StringComparison.Ordinal);
    }

    private static TreeEnsemble RandomEnsemble(Random random, int trees) => new()
    {
        BaseValue = 0.3f,
        Trees = [.. Enumerable.Range(0, trees).Select(_ => RandomTree(random))],
    };

    private static Tree RandomTree(Random random)
    {
        var nodes = new List<TreeNode>();
        int Grow(int depth)
        {
            int at = nodes.Count;
            nodes.Add(default);
            float cover = 1 + random.Next(100);
            nodes[at] = depth == 0 || random.Next(6) == 0
                ? TreeNode.Leaf((float)(random.NextDouble() - 0.5), cover)
                : TreeNode.Split(random.Next(Features), (float)random.NextDouble(), Grow(depth - 1), Grow(depth - 1), cover);
            return at;
        }

        Grow(5);
        return new Tree(nodes);
    }
}
