using System.Globalization;
using Insight.Recommendations;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>What to show a customer or visitor next.</summary>
public sealed class RecommendationsFunction(ApiCall api, RecommendationService recommendations)
{
    [Function("CreateRecommendations")]
    [ApiOperation("Recommends products to a customer or visitor, with reasons; with a publishable key to a visitor, with scores that tell the place alone.", ApiAccess.ReadOrPublishable,
        Request = typeof(RecommendationsRequest), Answer = typeof(RecommendationAnswer), Problems = [404, 409, 415])]
    public Task<IResult> RecommendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/recommendations")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunForPagesAsync(
            request,
            shop,
            async (found, scope) =>
            {
                var sent = await RequestJson.ReadAsync<RecommendationsRequest>(request, PlainRecommendationsRequest.TryRead, cancellationToken).ConfigureAwait(false);
                if (scope == KeyScope.Publishable && sent is not { CustomerId: null, AsOf: null, RunId: null })
                {
                    throw ProblemException.Forbidden("A publishable key asks for a session alone; customerId, asOf and runId are for the shop's server and its own key.");
                }

                var answer = await recommendations.RecommendAsync(found, RecommendationsRequestReader.Read(sent, found), cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(scope == KeyScope.Publishable ? answer.ForPages() : answer);
            },
            cancellationToken);

    [Function("PreflightRecommendations")]
    [ApiOperation("What a browser asks before it sends a page's question; whose key that is, and from where, is looked at then.", ApiAccess.Open, Status = 204)]
    public IResult Preflight([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "api/v1/shops/{shop}/recommendations")] HttpRequest request, string shop) =>
        CrossOrigin.Preflight(request.HttpContext.Response);

    [Function("CreateRecommendationsBatch")]
    [ApiOperation("The same for many at once, at most 1000.", ApiAccess.Read,
        Request = typeof(RecommendationsBatch), Answer = typeof(RecommendationsAnswers), Problems = [404, 409, 415])]
    public Task<IResult> RecommendBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/recommendations/batch")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var sent = await RequestJson.ReadAsync<RecommendationsBatch>(request, cancellationToken).ConfigureAwait(false);
                var requests = RecommendationsRequestReader.Read(sent, found);
                return ApiResults.Json(new RecommendationsAnswers(await recommendations.RecommendAsync(found, requests, cancellationToken).ConfigureAwait(false)));
            },
            cancellationToken);

    [Function("GetSimilarProducts")]
    [ApiOperation("Products like one.", ApiAccess.Read, Answer = typeof(SimilarAnswer), Problems = [404])]
    [ApiParameter("count", "1 to 200; 10 when left out.", Type = "integer")]
    public Task<IResult> SimilarAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/products/{id}/similar")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var product = RouteText.Decode(id);
                return await recommendations.FindSimilarAsync(found, product, Count(request), cancellationToken).ConfigureAwait(false) is { } similar
                    ? ApiResults.Json(similar)
                    : throw ProblemException.NotFound($"There is no product '{product}'.");
            },
            cancellationToken);

    private static int Count(HttpRequest request)
    {
        var text = QueryText.Read(request, "count");
        return text is null ? new RecommendationRequest().Count
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? RecommendationsRequestReader.Count(count)
            : throw new InvalidFieldsException("count", $"'{text}' was found; expected 1 to {RecommendationRequest.MaxCount}.");
    }
}
