namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the host learns of a blob.</summary>
public enum BlobTriggerSource
{
    /// <summary>By polling logs and containers.</summary>
    LogsAndContainerScan,

    /// <summary>By Event Grid.</summary>
    EventGrid,
}
