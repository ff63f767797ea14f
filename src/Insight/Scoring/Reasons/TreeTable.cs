using Insight.Onnx.Blocks;

namespace Insight.Scoring.Reasons;

/// <summary>A tree as the explainer's file holds it: one entry per node in each list, the root first; children of leaves are -1. Missing values go right: it stands behind an imputation.</summary>
public sealed record TreeTable
{
    public required IReadOnlyList<int> Features { get; init; }

    public required IReadOnlyList<float> Thresholds { get; init; }

    public required IReadOnlyList<int> Left { get; init; }

    public required IReadOnlyList<int> Right { get; init; }

    public required IReadOnlyList<float> Values { get; init; }

    /// <summary>How many training rows passed each node.</summary>
    public required IReadOnlyList<float> Covers { get; init; }

    public static TreeTable Of(Tree tree) => new()
    {
        Features = [.. tree.Nodes.Select(node => node.Feature)],
        Thresholds = [.. tree.Nodes.Select(node => node.Threshold)],
        Left = [.. tree.Nodes.Select(node => node.Left)],
        Right = [.. tree.Nodes.Select(node => node.Right)],
        Values = [.. tree.Nodes.Select(node => node.Value)],
        Covers = [.. tree.Nodes.Select(node => node.Cover)],
    };

    /// <exception cref="ArgumentException">The nodes are not one tree.</exception>
    public Tree ToTree()
    {
        var counts = new[] { Features.Count, Thresholds.Count, Left.Count, Right.Count, Values.Count, Covers.Count };
        if (counts.Distinct().Count() != 1)
        {
            throw new ArgumentException($"The lists of a tree have {string.Join(", ", counts)} entries; expected as many in each.");
        }

        return new Tree([.. Enumerable.Range(0, Features.Count).Select(i => Left[i] < 0
            ? TreeNode.Leaf(Values[i], Covers[i])
            : TreeNode.Split(Features[i], Thresholds[i], Left[i], Right[i], Covers[i]))]);
    }
}
