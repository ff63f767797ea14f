using System.Text.Json;
using Insight.Ingestion;
using Insight.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Ingestion;

/// <summary>An upload that the host gave up ends as refused, with a receipt that says so.</summary>
public sealed class AbandonUploadFunction(AbandonedUploads abandoned, ILogger<AbandonUploadFunction> logger)
{
    private const string Message =
        "Reading this file failed several times for a reason that lies with us, not with the file; its rows are not in the lake. The file is kept: drop it again later.";

    [Function("AbandonUpload")]
    public async Task RunAsync([QueueTrigger("webjobs-blobtrigger-poison")] string message, CancellationToken cancellationToken)
    {
        var upload = JsonSerializer.Deserialize<PoisonUpload>(message, JsonSerializerOptions.Web);
        if (upload is not { ContainerName: Names.Containers.Uploads, BlobName: { } name })
        {
            return;
        }

        Log.UploadAbandoned(logger, name);
        await abandoned.RefuseAsync(name, Message, cancellationToken).ConfigureAwait(false);
    }
}
