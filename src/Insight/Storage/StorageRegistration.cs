using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Insight.Storage;

/// <summary>Builds <see cref="InsightStorage"/> from the settings that the Functions host itself uses.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Reads <c>AzureWebJobsStorage</c> (a connection string) or, for managed identity,
    /// <c>AzureWebJobsStorage:blobServiceUri</c>, <c>:queueServiceUri</c>, <c>:tableServiceUri</c> and <c>:clientId</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Neither form is complete; the message names the missing setting.</exception>
    public static InsightStorage Open(IConfiguration configuration)
    {
        var queueOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        var connectionString = configuration["AzureWebJobsStorage"];
        if (!string.IsNullOrEmpty(connectionString))
        {
            return new InsightStorage(
                new BlobServiceClient(connectionString),
                new QueueServiceClient(connectionString, queueOptions),
                new TableServiceClient(connectionString));
        }

        var section = configuration.GetSection("AzureWebJobsStorage");
        TokenCredential credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        return new InsightStorage(
            new BlobServiceClient(Required("blobServiceUri"), credential),
            new QueueServiceClient(Required("queueServiceUri"), credential, queueOptions),
            new TableServiceClient(Required("tableServiceUri"), credential));

        Uri Required(string name) => section[name] is { Length: > 0 } value
            ? new Uri(value)
            : throw new InvalidOperationException(
                $"No storage is configured: found neither AzureWebJobsStorage (a connection string) nor AzureWebJobsStorage__{name} (the service's address, with managed identity).");
    }
}
