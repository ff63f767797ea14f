using System.Globalization;
using System.Text.Json;
using Insight.Lake;
using Insight.Registry;

namespace Insight.Training;

/// <summary>How much data a lake holds, in a measure that costs nothing to read: rows of orders, those of corrected orders again.</summary>
/// <param name="Snapshot">The snapshot's version; 0 is the empty lake.</param>
internal readonly record struct TrainedData(long Snapshot, long Orders)
{
    /// <summary>The manifest's detail that keeps <see cref="Orders"/>.</summary>
    public const string Detail = "orders";

    public static TrainedData Of(LakeSnapshot snapshot) => new(snapshot.Version, OrdersOf(snapshot));

    public static long OrdersOf(LakeSnapshot snapshot) => snapshot.RowsOf(LakeTable.Orders).Sum(file => file.Rows);

    /// <summary>What a model was trained on.</summary>
    public static TrainedData Of(ModelManifest manifest) => new(
        manifest.Snapshot.StartsWith('s') && long.TryParse(manifest.Snapshot.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        manifest.Details.TryGetValue(Detail, out var orders) && orders.ValueKind == JsonValueKind.Number ? orders.GetInt64() : 0);
}
