using Insight.Profiles;
using Insight.Registry;

namespace Insight.Drift;

/// <summary>The scores of a profile by the names of the outputs that they come from.</summary>
internal static class ScoreColumns
{
    private static readonly Dictionary<(string Model, string Output), Func<CustomerProfile, double?>> Known = new()
    {
        [(ModelNames.Segments, "segment")] = profile => profile.Segment?.Id,
        [(ModelNames.Purchase, "probability")] = profile => profile.Purchase?.Probability,
        [(ModelNames.Purchase, "expected_orders")] = profile => profile.Purchase?.ExpectedOrders,
        [(ModelNames.Purchase, "p_alive")] = profile => profile.Purchase?.PAlive,
        [(ModelNames.Value, "expected")] = profile => profile.Value?.Expected,
        [(ModelNames.Value, "low")] = profile => profile.Value?.Low,
        [(ModelNames.Value, "high")] = profile => profile.Value?.High,
    };

    /// <returns>Null for an output that profiles do not hold.</returns>
    public static Func<CustomerProfile, double?>? Find(string model, string output) => Known.GetValueOrDefault((model, output));
}
