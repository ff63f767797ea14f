using Insight.Ingestion;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>What became of the files that were dropped.</summary>
public sealed class IngestionsFunction(ApiCall api, IngestionLedger ledger, QuarantineFiles quarantine, IngestionRetraction retraction, LakeWorkQueue work)
{
    /// <summary>Whoever writes the lake is waited for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Function("ListIngestions")]
    [ApiOperation("Receipts of dropped files, newest first.", ApiAccess.Read, Answer = typeof(IngestionList))]
    [ApiParameter("path", "Only files of this name, as the upload's answer says it.")]
    [ApiParameter("limit", "At most so many, 1 to 1000; 100 without it.", Type = "integer")]
    [ApiParameter("cursor", "The cursor of the answer before.")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/ingestions")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var (limit, cursor) = ListQuery.Read(request);
                var path = QueryText.Read(request, "path");
                var receipts = await ledger.ListAsync(found.Id, path, limit, cursor, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new IngestionList(receipts, receipts.Count == limit ? receipts[^1].Id : null));
            },
            cancellationToken);

    [Function("GetIngestion")]
    [ApiOperation("One receipt.", ApiAccess.Read, Answer = typeof(IngestionReceipt), Problems = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/ingestions/{id}")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found => await ledger.FindAsync(found.Id, id, cancellationToken).ConfigureAwait(false) is { } receipt
                ? ApiResults.Json(receipt)
                : throw ProblemException.NotFound($"There is no ingestion '{id}'."),
            cancellationToken);

    [Function("GetQuarantine")]
    [ApiOperation("The rejected rows of a dropped file with their reasons.", ApiAccess.Read, AnswerMediaType = "text/csv", Problems = [404])]
    public Task<IResult> GetQuarantineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/ingestions/{id}/quarantine.csv")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found => await quarantine.OpenAsync(found.Id, id, cancellationToken).ConfigureAwait(false) is { } rows
                ? Results.Stream(rows, "text/csv; charset=utf-8", "quarantine.csv")
                : throw ProblemException.NotFound($"There are no rejected rows of an ingestion '{id}'."),
            cancellationToken);

    [Function("RetryIngestion")]
    [ApiOperation("Tries a file again that waits, was refused or was retracted; its receipt tells when that is done.", ApiAccess.Write, Answer = typeof(IngestionReceipt), Status = 202, Problems = [404, 409])]
    public Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/ingestions/{id}/retry")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Write,
            async found =>
            {
                var receipt = await ledger.FindAsync(found.Id, id, cancellationToken).ConfigureAwait(false) ?? throw ProblemException.NotFound($"There is no ingestion '{id}'.");
                if (receipt.Status is IngestionStatus.Done or IngestionStatus.Running)
                {
                    throw ProblemException.Conflict($"The file is {(receipt.Status == IngestionStatus.Done ? "in the lake already" : "being read right now")}: only one that waits, was refused or was retracted can be tried again.");
                }

                await work.RetryAsync(found.Id, id, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(receipt, StatusCodes.Status202Accepted);
            },
            cancellationToken);

    [Function("RetractIngestion")]
    [ApiOperation("Takes back what a file brought: what it had replaced counts again, and rows that other files brought too stay. The file itself is kept.", ApiAccess.Write, Answer = typeof(IngestionReceipt), Problems = [404, 409])]
    public Task<IResult> RetractAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/shops/{shop}/ingestions/{id}")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Write,
            async found =>
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(Patience);
                try
                {
                    return await retraction.RunAsync(found, id, patience.Token).ConfigureAwait(false) switch
                    {
                        null => throw ProblemException.NotFound($"There is no ingestion '{id}'."),
                        { Status: IngestionStatus.Retracted } receipt => ApiResults.Json(receipt),
                        _ => throw ProblemException.Conflict("The file is being read right now: retract it when its receipt says that it is done."),
                    };
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw ProblemException.Conflict("Another file of this shop is being read: try again when its receipt says that it is done.");
                }
            },
            cancellationToken);
}
