using Insight.Features;
using Insight.Registry;
using Insight.Shops;

namespace Insight.Training.Gates;

/// <summary>The version that serves when training starts.</summary>
internal sealed record Champion(ModelManifest Manifest, byte[] Onnx)
{
    /// <summary>Same question and same inputs: its outputs can be held against a challenger's.</summary>
    public bool IsComparable(int horizonDays) => Manifest.HorizonDays == horizonDays && Manifest.FeatureHash == FeatureVector.Hash;

    /// <summary>Whether its fit, labels included, ended by the end of the day.</summary>
    public bool KnowsNothingAfter(Shop shop, DateOnly day) => Manifest.AsOf <= shop.EndOf(day);
}
