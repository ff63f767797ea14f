using Insight.Learning.Graphs;

namespace Insight.Learning.Training;

/// <summary>Which examples a training does not learn from but judges by.</summary>
public sealed class ValidationSplit
{
    private readonly double _share;
    private readonly bool _last;

    private ValidationSplit(double share, bool last, string? classes = null)
    {
        if (share is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share for validation should be at least 0 and below 1.");
        }

        (_share, _last, Classes) = (share, last, classes);
    }

    /// <summary>Learns from everything: all epochs are run and the last one's weights are the result.</summary>
    public static ValidationSplit None { get; } = new(0, false);

    /// <summary>The target whose classes are shared out evenly, or null.</summary>
    public string? Classes { get; }

    /// <summary>The last examples: for data in the order of time.</summary>
    /// <param name="share">At least 0 and below 1.</param>
    public static ValidationSplit Last(double share) => new(share, true);

    /// <summary>Examples drawn by the training's seed.</summary>
    /// <param name="share">At least 0 and below 1.</param>
    public static ValidationSplit Random(double share) => new(share, false);

    /// <summary>Examples drawn by the training's seed, from each class the same share.</summary>
    /// <param name="share">At least 0 and below 1.</param>
    /// <param name="classes">The target that holds one class per example.</param>
    public static ValidationSplit Stratified(double share, string classes) => new(share, false, classes);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{(_last ? "last" : "random")} {_share}{(Classes is null ? "" : " by " + Classes)}");

    /// <summary>Divides the given examples; both parts keep their order.</summary>
    /// <exception cref="InvalidExamplesException">A part that should have examples has none, or a class has too few members to be shared out.</exception>
    internal (int[] Training, int[] Validation) Divide(Examples examples, int[] indices, int seed)
    {
        if (_share == 0)
        {
            return (indices, []);
        }

        var chosen = new HashSet<int>(_last
            ? indices.TakeLast(Part(indices.Length))
            : Groups(examples, indices, Classes, 2).SelectMany((group, i) => Drawn(group, CounterHash.Mix(seed, i, 2)).Take(Part(group.Length))));
        int[] training = [.. indices.Where(index => !chosen.Contains(index))];
        int[] validation = [.. indices.Where(chosen.Contains)];
        return training.Length > 0 && validation.Length > 0
            ? (training, validation)
            : throw new InvalidExamplesException($"Of {indices.Length} examples {training.Length} would be left to learn from and {validation.Length} to validate; both should be some.");
    }

    /// <summary>Folds of nearly equal size, drawn by seed; each class spread evenly when classes are given.</summary>
    internal static int[][] Folds(Examples examples, int folds, string? classes, int seed)
    {
        int[] indices = [.. Enumerable.Range(0, examples.Count)];
        if (folds < 2 || folds > examples.Count)
        {
            throw new InvalidExamplesException($"{examples.Count} examples cannot be divided into {folds} folds; between 2 and the number of examples are possible.");
        }

        // Groups one behind the other, dealt out like cards: sizes differ by one at most, within groups and in all.
        int[] dealt = [.. Groups(examples, indices, classes, folds).SelectMany((group, i) => Drawn(group, CounterHash.Mix(seed, i, 3)))];
        return [.. Enumerable.Range(0, folds).Select(fold => dealt.Where((_, i) => i % folds == fold).Order().ToArray())];
    }

    private static int[] Drawn(int[] group, ulong key)
    {
        int[] drawn = [.. group];
        BatchPlan.Shuffle(drawn, key);
        return drawn;
    }

    private static int[][] Groups(Examples examples, int[] indices, string? classes, int fewest)
    {
        if (classes is null)
        {
            return [indices];
        }

        int[][] groups = [.. ClassCheck.Members(examples, indices, classes).Select(members => members.Examples)];
        ClassCheck.Require(examples, indices, classes, fewest);
        return groups;
    }

    private int Part(int count) => Math.Clamp((int)Math.Round(count * _share, MidpointRounding.AwayFromZero), Math.Min(1, count), count);
}
