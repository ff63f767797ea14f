using Insight.Ingestion;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>What became of the files that were dropped.</summary>
public sealed class IngestionsFunction(ApiCall api, IngestionLedger ledger, QuarantineFiles quarantine)
{
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
}
