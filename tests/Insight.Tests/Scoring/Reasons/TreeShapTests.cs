using Insight.Onnx.Blocks;
using Insight.Scoring.Reasons;

namespace Insight.Tests.Scoring.Reasons;

public sealed class TreeShapTests
{
    private const int Columns = 6;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Contributions_AreTheShapleyValuesOfTheCoveredExpectation(int seed)
    {
        var random = new Random(seed);
        var tree = RandomTree(random, leaves: random.Next(1, 12));
        int[] players = seed % 2 == 0 ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 1, 2]; // the last two columns belong to other players
        var shap = new TreeShap(tree, players);
        for (var round = 0; round < 10; round++)
        {
            var row = RandomRow(random);
            var found = new double[Columns];
            shap.Add(row, new TreeShap.Step[TreeShap.Room(shap.Depth)], found);

            var expected = Enumeration(tree, row, players);
            for (var i = 0; i < Columns; i++)
            {
                Assert.Equal(expected[i], found[i], 1e-9);
            }

            Assert.Equal(tree.Evaluate(row), shap.Expected + found.Sum(), 1e-9);
        }
    }

    /// <summary>A split on rain, then on wind: worked by hand as in Lundberg et al. (2018).</summary>
    [Fact]
    public void TwoSplits_ByHand()
    {
        var tree = new Tree([TreeNode.Split(0, 0.5f, 1, 2, 4), TreeNode.Leaf(0, 2), TreeNode.Split(1, 0.5f, 3, 4, 2), TreeNode.Leaf(0, 1), TreeNode.Leaf(80, 1)]);
        var shap = new TreeShap(tree, [0, 1]);
        var found = new double[2];

        shap.Add([1, 1], new TreeShap.Step[TreeShap.Room(shap.Depth)], found);

        // v() = 20, v(first) = 40, v(second) = 40, v(both) = 80.
        Assert.Equal(20, shap.Expected);
        Assert.Equal([30.0, 30.0], found);
    }

    [Fact]
    public void LeafThatNoRowReached_IsStillExplained()
    {
        var tree = new Tree([TreeNode.Split(0, 0.5f, 1, 2, 10), TreeNode.Leaf(1, 10), TreeNode.Split(1, 0.5f, 3, 4), TreeNode.Leaf(5), TreeNode.Leaf(7)]);
        var shap = new TreeShap(tree, [0, 1]);
        var found = new double[2];
        shap.Add([1, 1], new TreeShap.Step[TreeShap.Room(shap.Depth)], found);
        Assert.Equal(7, shap.Expected + found.Sum(), 1e-12);
        Assert.All(found, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void SplitOnAColumnThatIsNot_IsRefused() => Assert.Throws<ArgumentException>(
        () => new TreeShap(new Tree([TreeNode.Split(2, 0, 1, 2, 2), TreeNode.Leaf(0, 1), TreeNode.Leaf(1, 1)]), [0, 1]));

    private static double[] Enumeration(Tree tree, float[] row, int[] players)
    {
        var values = Enumerable.Range(0, 1 << Columns).Select(coalition => Value(tree, 0, row, players, coalition)).ToArray();
        var contributions = new double[Columns];
        foreach (var order in Permutations([.. Enumerable.Range(0, Columns)]))
        {
            var coalition = 0;
            foreach (var player in order)
            {
                contributions[player] += (values[coalition | (1 << player)] - values[coalition]) / 720; // 6! orders
                coalition |= 1 << player;
            }
        }

        return contributions;
    }

    /// <summary>The paper's EXPVALUE.</summary>
    private static double Value(Tree tree, int at, float[] row, int[] players, int coalition)
    {
        var node = tree.Nodes[at];
        if (node.IsLeaf)
        {
            return node.Value;
        }

        if ((coalition & (1 << players[node.Feature])) != 0)
        {
            return Value(tree, row[node.Feature] <= node.Threshold ? node.Left : node.Right, row, players, coalition);
        }

        return ((tree.Nodes[node.Left].Cover * Value(tree, node.Left, row, players, coalition)) + (tree.Nodes[node.Right].Cover * Value(tree, node.Right, row, players, coalition))) / node.Cover;
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    private static float[] RandomRow(Random random) => [.. Enumerable.Range(0, Columns).Select(_ => random.Next(10) / 10f)];

    /// <summary>Splits a random leaf until there are enough; columns come again along a path, and rows are counted as they fall.</summary>
    private static Tree RandomTree(Random random, int leaves)
    {
        var splits = new List<(int Feature, float Threshold, int Left, int Right)> { (-1, 0, -1, -1) };
        for (var count = 1; count < leaves; count++)
        {
            var open = Enumerable.Range(0, splits.Count).Where(i => splits[i].Feature < 0).ToArray();
            var at = open[random.Next(open.Length)];
            splits[at] = (random.Next(Columns), (random.Next(9) + 0.5f) / 10, splits.Count, splits.Count + 1);
            splits.AddRange([(-1, 0, -1, -1), (-1, 0, -1, -1)]);
        }

        var covers = new float[splits.Count];
        Fill(0, 1 << 20);
        return new Tree([.. splits.Select((split, i) => split.Feature < 0
            ? TreeNode.Leaf((float)(random.NextDouble() - 0.5), covers[i])
            : TreeNode.Split(split.Feature, split.Threshold, split.Left, split.Right, covers[i]))]);

        void Fill(int at, float cover)
        {
            covers[at] = cover;
            if (splits[at].Feature >= 0)
            {
                var left = MathF.Max(1, MathF.Round(cover * (0.1f + (0.8f * (float)random.NextDouble()))));
                Fill(splits[at].Left, left);
                Fill(splits[at].Right, cover - left);
            }
        }
    }
}
