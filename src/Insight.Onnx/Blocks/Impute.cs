namespace Insight.Onnx.Blocks;

/// <summary>Replaces missing values (NaN) and says where they were: chosen columns are followed by 0/1 indicators, in the order given.</summary>
public sealed record Impute
{
    /// <summary>One value per column.</summary>
    public required IReadOnlyList<float> Fill { get; init; }

    /// <summary>The columns whose absence is itself told.</summary>
    public IReadOnlyList<int> Indicators { get; init; } = [];

    /// <summary>Columns in the result.</summary>
    public int OutputCount => Fill.Count + Indicators.Count;

    public float[] Evaluate(ReadOnlySpan<float> row)
    {
        var result = new float[OutputCount];
        for (int i = 0; i < Fill.Count; i++)
        {
            result[i] = float.IsNaN(row[i]) ? Fill[i] : row[i];
        }

        for (int i = 0; i < Indicators.Count; i++)
        {
            result[Fill.Count + i] = float.IsNaN(row[Indicators[i]]) ? 1 : 0;
        }

        return result;
    }

    /// <summary>
    /// Trees over the columns as they were before this step that answer as <paramref name="ensemble"/> does behind it: each split sends a missing value where the fill would go, and a split on
    /// an indicator asks the column itself whether it is missing. One node of a graph then does the work of seven.
    /// </summary>
    /// <exception cref="ArgumentException">A split asks for a column that this step does not give.</exception>
    public TreeEnsemble FoldInto(TreeEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return ensemble with { Trees = [.. ensemble.Trees.Select(tree => new Tree([.. tree.Nodes.Select(node => node.IsLeaf ? node : Fold(node))]))] };
    }

    private TreeNode Fold(TreeNode split)
    {
        if (split.Feature < Fill.Count)
        {
            return TreeNode.Split(split.Feature, split.Threshold, split.Left, split.Right, split.Cover, split.GoesLeft(Fill[split.Feature]));
        }

        var indicator = split.Feature - Fill.Count;
        if (indicator >= Indicators.Count)
        {
            throw new ArgumentException($"A tree splits on feature {split.Feature}, but there are {OutputCount} columns.");
        }

        // Every number lies below infinity and none below its negative: what is not missing goes where the indicator's 0 goes, the rest where its 1 goes.
        return TreeNode.Split(
            Indicators[indicator], split.GoesLeft(0) ? float.PositiveInfinity : float.NegativeInfinity, split.Left, split.Right, split.Cover, split.GoesLeft(1));
    }

    /// <summary>Adds the step for <paramref name="x"/> [N, F]; the result is [N, F + indicators].</summary>
    /// <exception cref="ArgumentException">The number of fill values is not that of the columns, or an indicator names none.</exception>
    public Value Append(GraphBuilder graph, Value x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (Indicators.Any(i => i < 0 || i >= Fill.Count))
        {
            throw new ArgumentException($"Indicators [{string.Join(", ", Indicators)}] should lie within the {Fill.Count} columns.");
        }

        Value missing = graph.IsNaN(x);
        Value filled = graph.Where(missing, graph.Constant(Fill.ToArray()), x);
        if (Indicators.Count == 0)
        {
            return filled;
        }

        Value told = graph.Gather(graph.Cast(missing, TensorType.Float), graph.Constant(Indicators.Select(i => (long)i).ToArray()), axis: 1);
        return graph.Concat(1, filled, told);
    }
}
