using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a new or changed blob.</summary>
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    /// <summary>Container and pattern, such as <c>uploads/{shop}/{name}</c>.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting that holds the connection; AzureWebJobsStorage when null.</summary>
    public string? Connection { get; set; }

    /// <summary>Polling or Event Grid.</summary>
    public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
}
