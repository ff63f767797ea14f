using Insight.Onnx.Protos;

namespace Insight.Onnx.Blocks;

/// <summary>A sum of regression trees over one row of floats, as gradient boosting makes it: <c>base + Σ leaf</c>.</summary>
/// <remarks>Covers travel in the file (as <c>nodes_hitrates</c>), so that <see cref="ReadAll"/> gives back all that exact reasons need.</remarks>
public sealed record TreeEnsemble
{
    private const string Operator = "TreeEnsembleRegressor";

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
            ("nodes_hitrates", Array.ConvertAll(all, n => n.Data.Cover)),
            ("nodes_missing_value_tracks_true", new long[all.Length]),
            ("target_treeids", Longs(leaves, n => n.Tree)),
            ("target_nodeids", Longs(leaves, n => n.Node)),
            ("target_ids", new long[leaves.Length]),
            ("target_weights", Array.ConvertAll(leaves, n => n.Data.Value)),
        ]);
    }

    /// <summary>The ensembles in a model that <see cref="Append"/> wrote, in the order of its nodes; none when it has none.</summary>
    /// <exception cref="ArgumentException">The bytes are not a model, or an ensemble has a form that <see cref="Append"/> does not write.</exception>
    public static IReadOnlyList<TreeEnsemble> ReadAll(ReadOnlySpan<byte> model)
    {
        try
        {
            return [.. ModelProto.Parser.ParseFrom(model).Graph?.Node.Where(n => n.OpType == Operator).Select(Read) ?? []];
        }
        catch (Google.Protobuf.InvalidProtocolBufferException e)
        {
            throw new ArgumentException($"{model.Length} bytes were read as an ONNX model, which they are not: {e.Message}", nameof(model), e);
        }
    }

    private static TreeEnsemble Read(NodeProto node)
    {
        AttributeProto Attribute(string name) => node.Attribute.FirstOrDefault(a => a.Name == name)
            ?? throw new ArgumentException($"Node '{node.Name}' ({Operator}) has no attribute '{name}'.");

        IList<long> treeIds = Attribute("nodes_treeids").Ints, nodeIds = Attribute("nodes_nodeids").Ints, features = Attribute("nodes_featureids").Ints;
        IList<long> left = Attribute("nodes_truenodeids").Ints, right = Attribute("nodes_falsenodeids").Ints;
        IList<float> thresholds = Attribute("nodes_values").Floats, covers = Attribute("nodes_hitrates").Floats, weights = Attribute("target_weights").Floats;
        string[] modes = [.. Attribute("nodes_modes").Strings.Select(s => s.ToStringUtf8())];
        if (modes.FirstOrDefault(m => m is not ("LEAF" or "BRANCH_LEQ")) is string unknown)
        {
            throw new ArgumentException($"Node '{node.Name}' ({Operator}) has a split of mode '{unknown}'; only BRANCH_LEQ is read.");
        }

        IList<long> targetTrees = Attribute("target_treeids").Ints, targetNodes = Attribute("target_nodeids").Ints;
        Dictionary<(long, long), float> values = targetTrees.Zip(targetNodes, weights).ToDictionary(t => (t.First, t.Second), t => t.Third);
        var trees = new SortedDictionary<long, List<TreeNode>>();
        for (int i = 0; i < modes.Length; i++)
        {
            if (!trees.TryGetValue(treeIds[i], out List<TreeNode>? nodes))
            {
                trees.Add(treeIds[i], nodes = []);
            }

            if (nodeIds[i] != nodes.Count)
            {
                throw new ArgumentException($"Node '{node.Name}' ({Operator}) lists node {nodeIds[i]} of tree {treeIds[i]} where node {nodes.Count} was expected.");
            }

            nodes.Add(modes[i] == "LEAF"
                ? TreeNode.Leaf(values.GetValueOrDefault((treeIds[i], nodeIds[i])), covers[i])
                : TreeNode.Split((int)features[i], thresholds[i], (int)left[i], (int)right[i], covers[i]));
        }

        return new TreeEnsemble { Trees = [.. trees.Values.Select(nodes => new Tree(nodes))], BaseValue = Attribute("base_values").Floats[0] };
    }

    private static long[] Longs((int Tree, int Node, TreeNode Data)[] nodes, Converter<(int Tree, int Node, TreeNode Data), int> pick) =>
        Array.ConvertAll(nodes, n => (long)pick(n));
}
