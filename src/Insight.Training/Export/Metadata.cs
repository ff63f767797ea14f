using System.Globalization;
using Insight.Features;

namespace Insight.Training.Export;

/// <summary>The properties that an exported graph carries, so that a file that lost its manifest still says what it is.</summary>
internal static class Metadata
{
    public static IReadOnlyDictionary<string, string> Of(string model, string algorithm, int horizonDays) => new Dictionary<string, string>
    {
        ["model"] = model,
        ["algorithm"] = algorithm,
        ["horizon_days"] = horizonDays.ToString(CultureInfo.InvariantCulture),
        ["feature_hash"] = FeatureVector.Hash,
        ["features"] = string.Join(',', FeatureVector.Names),
    };
}
