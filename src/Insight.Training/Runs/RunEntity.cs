using Azure;
using Azure.Data.Tables;

namespace Insight.Training.Runs;

/// <summary>A row of table TrainingRuns: a run (<c>{runId}</c>) or one of its models (<c>{runId}~{model}</c>), in the shop's partition.</summary>
internal sealed class RunEntity : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>JSON of the record that the row holds.</summary>
    public string Document { get; set; } = "";

    /// <summary>Of a run: when the refresh was asked for, which is done once.</summary>
    public DateTimeOffset? RefreshQueuedAt { get; set; }
}
