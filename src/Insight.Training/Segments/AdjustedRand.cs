// Hubert & Arabie (1985), Comparing partitions, equation 5.
namespace Insight.Training.Segments;

/// <summary>How far two groupings of the same customers agree: 1 is the same up to the groups' numbers, 0 is what chance gives, below 0 is less than chance.</summary>
internal static class AdjustedRand
{
    /// <exception cref="ArgumentException">The groupings are not of equally many customers.</exception>
    public static double Index(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        if (left.Count != right.Count)
        {
            throw new ArgumentException($"Found groups of {left.Count} and of {right.Count} customers; expected the same customers in both.", nameof(right));
        }

        var both = Pairs(left.Zip(right).CountBy(pair => pair));
        var (own, other) = (Pairs(left.CountBy(group => group)), Pairs(right.CountBy(group => group)));
        var all = left.Count * (left.Count - 1.0) / 2;
        var expected = all > 0 ? own * other / all : 0;
        var most = (own + other) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected); // equal only where both are one group, or both single customers
    }

    /// <summary>Pairs of customers that are together.</summary>
    private static double Pairs<T>(IEnumerable<KeyValuePair<T, int>> sizes) => sizes.Sum(size => size.Value * (size.Value - 1.0) / 2);
}
