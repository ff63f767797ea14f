using Azure;
using Azure.Data.Tables;
using Insight.Shops;

namespace Insight.Training.Planning;

/// <summary>What was last planned for a shop: a row of table TrainingRuns in a partition of its own.</summary>
internal sealed class PlanEntity : ITableEntity
{
    public const string Row = "plan";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Row;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Version of the snapshot for which training was last asked; 0 for never.</summary>
    public long TrainedSnapshot { get; set; }

    /// <summary>Rows of orders in that snapshot.</summary>
    public long TrainedOrders { get; set; }

    public DateTimeOffset? TrainedAt { get; set; }

    /// <summary>Version of the snapshot for which scoring was last asked, by itself or after training.</summary>
    public long RefreshedSnapshot { get; set; }

    /// <summary>Why the last step was taken.</summary>
    public string Reason { get; set; } = "";

    public static string PartitionOf(ShopId shop) => $"{shop}~plan";
}
