namespace Insight.Onnx.Blocks;

/// <summary>A sum of regression trees over one row of floats, as gradient boosting makes it: <c>base + Σ leaf</c>.</summary>
public sealed record TreeEnsemble
{
    public required IReadOnlyList<Tree> Trees { get; init; }

    /// <summary>What the sum starts from.</summary>
    public float BaseValue { get; init; }

    /// <summary>The sum for one row.</summary>
    public double Evaluate(ReadOnlySpan<float> features)
    {
        double sum = BaseValue;
        foreach (Tree tree in Trees)
        {
            sum += tree.Evaluate(features);
        }

        return sum;
    }

    /// <summary>Adds the ensemble over the columns of <paramref name="x"/> [N, F] as one node; the result is [N, 1].</summary>
    /// <exception cref="ArgumentException">There is no tree, or one splits on a feature that <paramref name="x"/> does not have.</exception>
    public Value Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(x);
        if (Trees.Count == 0)
        {
            throw new ArgumentException("An ensemble needs at least one tree.");
        }

        int highest = Trees.Max(t => t.Nodes.Max(n => n.Feature));
        if (x.Shape is { Count: 2 } shape && highest >= shape[1].Size)
        {
            throw new ArgumentException($"The ensemble splits on feature {highest}, but {x} has {shape[1]} columns.");
        }

        (int Tree, int Node, TreeNode Data)[] all = [.. Trees.SelectMany((tree, t) => tree.Nodes.Select((node, n) => (t, n, node)))];
        (int Tree, int Node, TreeNode Data)[] leaves = [.. all.Where(n => n.Data.IsLeaf)];
        return graph.TreeEnsembleRegressor(x, targets: 1,
        [
            ("aggregate_function", "SUM"),
            ("post_transform", "NONE"),
            ("base_values", new[] { BaseValue }),
            ("nodes_treeids", Longs(all, n => n.Tree)),
            ("nodes_nodeids", Longs(all, n => n.Node)),
            ("nodes_modes", Array.ConvertAll(all, n => n.Data.IsLeaf ? "LEAF" : "BRANCH_LEQ")),
            ("nodes_featureids", Longs(all, n => Math.Max(0, n.Data.Feature))),
            ("nodes_values", Array.ConvertAll(all, n => n.Data.Threshold)),
            ("nodes_truenodeids", Longs(all, n => Math.Max(0, n.Data.Left))),
            ("nodes_falsenodeids", Longs(all, n => Math.Max(0, n.Data.Right))),
            ("nodes_missing_value_tracks_true", Longs(all, n => n.Data.MissingLeft ? 1 : 0)),
            ("target_treeids", Longs(leaves, n => n.Tree)),
            ("target_nodeids", Longs(leaves, n => n.Node)),
            ("target_ids", new long[leaves.Length]),
            ("target_weights", Array.ConvertAll(leaves, n => n.Data.Value)),
        ]);
    }

    private static long[] Longs((int Tree, int Node, TreeNode Data)[] nodes, Converter<(int Tree, int Node, TreeNode Data), int> pick) =>
        Array.ConvertAll(nodes, n => (long)pick(n));
}
