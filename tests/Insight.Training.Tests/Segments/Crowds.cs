using Insight.Features;

namespace Insight.Training.Tests.Segments;

/// <summary>Feature rows of customers who are alike within a crowd.</summary>
internal static class Crowds
{
    public static IEnumerable<float[]> Of(int customers, double recencyDays, double frequency, double money, int seed)
    {
        var random = new Random(seed);
        double Around(double value) => value * Math.Exp((random.NextDouble() - 0.5) * 0.4);
        for (var i = 0; i < customers; i++)
        {
            var row = new float[FeatureVector.Count];
            void Set(string feature, double value) => row[FeatureVector.IndexOf(feature)] = (float)value;
            var (days, mean) = (Math.Round(Around(frequency)), Around(money));
            Set("days_since_last", Math.Round(Around(recencyDays)));
            Set("frequency", days);
            Set("revenue_mean", mean);
            Set("revenue_total", mean * (days + 1));
            Set("products_per_order", Around(5));
            Set("price_per_unit", Around(3));
            yield return row;
        }
    }

    /// <summary>Regulars with big baskets, those who came once and stayed away, and new ones.</summary>
    public static IReadOnlyList<float[]> Three(int seed, double drift = 1) =>
        [.. Of(200, 10 * drift, 12, 300, seed), .. Of(300, 250 * drift, 0, 20, seed + 1), .. Of(250, 15, 2, 60 * drift, seed + 2)];
}
