using Insight.Scoring;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Scores now, also shoppers never seen.</summary>
public sealed class ScoresFunction(ApiCall api, ScoreService scores)
{
    [Function("CreateScores")]
    [ApiOperation("Features and models now, for stored customers and for histories sent.", ApiAccess.Read,
        Request = typeof(ScoresRequest), Answer = typeof(ScoresAnswer), Problems = [415])]
    public Task<IResult> ScoreAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/scores")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var asked = await RequestJson.ReadAsync<ScoresRequest, ScoreRequest>(
                    request, body => PlainScoresRequest.TryRead(body, found), sent => ScoresRequestReader.Read(sent, found), cancellationToken).ConfigureAwait(false);
                var scored = await scores.ScoreAsync(found, asked, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new ScoresAnswer([.. scored.Select(CustomerScore.Of)]));
            },
            cancellationToken);
}
