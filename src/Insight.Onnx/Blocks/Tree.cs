namespace Insight.Onnx.Blocks;

/// <summary>A binary regression tree; the first node is the root.</summary>
public sealed record Tree
{
    /// <exception cref="ArgumentException">The nodes are not one tree: a child does not exist, has two parents, or none leads to it.</exception>
    public Tree(IReadOnlyList<TreeNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var parents = new int[nodes.Count];
        foreach (TreeNode node in nodes.Where(n => !n.IsLeaf))
        {
            foreach (int child in (ReadOnlySpan<int>)[node.Left, node.Right])
            {
                if (child >= nodes.Count)
                {
                    throw new ArgumentException($"A tree of {nodes.Count} nodes has no node {child}.", nameof(nodes));
                }

                parents[child]++;
            }
        }

        int wrong = nodes.Count == 0 ? 0 : Array.FindIndex(parents, 1, count => count != 1);
        if (nodes.Count == 0 || parents[0] != 0 || wrong > 0 || Reachable(nodes) != nodes.Count)
        {
            throw new ArgumentException(
                $"{nodes.Count} nodes do not form one tree with node 0 as its root{(wrong > 0 ? $": node {wrong} has {parents[wrong]} parents" : "")}.", nameof(nodes));
        }

        Nodes = nodes;
    }

    public IReadOnlyList<TreeNode> Nodes { get; }

    /// <summary>The value of the leaf that a row ends in.</summary>
    public float Evaluate(ReadOnlySpan<float> features)
    {
        TreeNode node = Nodes[0];
        while (!node.IsLeaf)
        {
            node = Nodes[node.GoesLeft(features[node.Feature]) ? node.Left : node.Right];
        }

        return node.Value;
    }

    // With one parent each at most, no node is met twice: nodes that form a circle by themselves are simply not met.
    private static int Reachable(IReadOnlyList<TreeNode> nodes)
    {
        var open = new Stack<int>([0]);
        int met = 0;
        while (open.TryPop(out int at))
        {
            met++;
            if (!nodes[at].IsLeaf)
            {
                open.Push(nodes[at].Left);
                open.Push(nodes[at].Right);
            }
        }

        return met;
    }
}
