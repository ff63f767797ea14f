using Insight.Learning.Graphs;

namespace Insight.Learning.Training;

/// <summary>From where a search draws. Ranges are drawn from evenly on the scale of logarithms; a range from 0 to 0 is 0.</summary>
public sealed record SearchSpace
{
    /// <summary>The smallest and the greatest learning rate.</summary>
    public (double Min, double Max) LearningRate { get; init; } = (1e-4, 1e-2);

    /// <summary>The sizes of a batch.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [32];

    /// <summary>The numbers of units.</summary>
    public IReadOnlyList<int> Units { get; init; } = [16, 32, 64];

    /// <summary>The smallest and the greatest λ₁.</summary>
    public (double Min, double Max) L1 { get; init; }

    /// <summary>The smallest and the greatest λ₂.</summary>
    public (double Min, double Max) L2 { get; init; }

    /// <summary>The settings of a trial, the same ones for the same seed and number.</summary>
    internal SearchSettings Draw(int seed, int trial)
    {
        double Unit(int place) => CounterHash.Unit(CounterHash.Mix(CounterHash.Mix(seed, trial, 6), (ulong)place));
        return new SearchSettings(
            Between(LearningRate, Unit(0), nameof(LearningRate)),
            One(BatchSizes, Unit(1), nameof(BatchSizes)),
            One(Units, Unit(2), nameof(Units)),
            Between(L1, Unit(3), nameof(L1)),
            Between(L2, Unit(4), nameof(L2)));
    }

    private static double Between((double Min, double Max) range, double unit, string name)
    {
        if (range == (0, 0))
        {
            return 0;
        }

        return range.Min > 0 && range.Max >= range.Min && double.IsFinite(range.Max)
            ? range.Min * Math.Pow(range.Max / range.Min, unit)
            : throw new ArgumentException($"{name} goes from {range.Min} to {range.Max}; both should be positive and in order, or both 0.");
    }

    private static int One(IReadOnlyList<int> choices, double unit, string name) =>
        choices.Count > 0 ? choices[(int)(unit * choices.Count)] : throw new ArgumentException($"{name} is empty; there should be a choice.");
}
