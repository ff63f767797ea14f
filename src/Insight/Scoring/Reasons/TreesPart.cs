using System.Text.Json.Serialization;
using Insight.Onnx.Blocks;

namespace Insight.Scoring.Reasons;

/// <summary>Gradient-boosted trees behind an imputation: exact path-dependent <see cref="TreeShap"/>, an indicator's share counted to its feature.</summary>
public sealed class TreesPart : ExplainerPart
{
    private Impute impute = null!; // Open
    private TreeShap[] trees = [];
    private double expected;
    private int room;

    /// <summary>The scale of the trees' sum.</summary>
    public required ReasonLink Link { get; init; }

    /// <summary>Per feature that the trees read, the first of a row, what stands for an undefined value.</summary>
    public required IReadOnlyList<float> Fill { get; init; }

    /// <summary>Features whose absence is told in further columns.</summary>
    public required IReadOnlyList<int> Indicators { get; init; }

    public required float BaseValue { get; init; }

    public required IReadOnlyList<TreeTable> Trees { get; init; }

    [JsonIgnore]
    public override bool IsPositive => Link != ReasonLink.Identity;

    public static TreesPart Of(Impute inputs, TreeEnsemble ensemble, ReasonLink link) => new()
    {
        Link = link, Fill = inputs.Fill, Indicators = inputs.Indicators, BaseValue = ensemble.BaseValue, Trees = [.. ensemble.Trees.Select(TreeTable.Of)],
    };

    internal override void Open(int columns)
    {
        if (Fill.Count > columns || Indicators.Any(indicator => indicator < 0 || indicator >= Fill.Count))
        {
            throw new ArgumentException($"An imputation of {Fill.Count} columns with indicators [{string.Join(", ", Indicators)}] was found for {columns} features.");
        }

        impute = new Impute { Fill = Fill, Indicators = Indicators };
        int[] players = [.. Enumerable.Range(0, Fill.Count), .. Indicators];
        trees = [.. Trees.Select(table => new TreeShap(table.ToTree(), players))];
        expected = BaseValue + trees.Sum(tree => tree.Expected);
        room = TreeShap.Room(trees.Length == 0 ? 0 : trees.Max(tree => tree.Depth));
    }

    internal override Explained Explain(ReadOnlySpan<float> row, ReasonLink link, Span<double> contributions)
    {
        var inputs = impute.Evaluate(row);
        var steps = new TreeShap.Step[room];
        contributions.Clear();
        foreach (var tree in trees)
        {
            tree.Add(inputs, steps, contributions);
        }

        var output = expected;
        foreach (var contribution in contributions)
        {
            output += contribution;
        }

        return ReasonScale.Move(new Explained(expected, output), Link, link, contributions);
    }
}
