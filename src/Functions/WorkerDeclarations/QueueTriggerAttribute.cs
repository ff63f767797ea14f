using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a message of a queue.</summary>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>The queue, or <c>%Setting%</c>.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting that holds the connection; AzureWebJobsStorage when null.</summary>
    public string? Connection { get; set; }
}
