using Insight.Profiles;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>The groups of a shop's customers.</summary>
public sealed class SegmentsFunction(ApiCall api, SegmentsService segments)
{
    [Function("GetSegments")]
    [ApiOperation("Segments and RFM groups with counts, revenue share and average scores.", ApiAccess.Read, Answer = typeof(SegmentsReport), Problems = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/segments")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found => await segments.FindAsync(found.Id, cancellationToken).ConfigureAwait(false) is { } report
                ? ApiResults.Json(report)
                : throw ProblemException.NotFound("No profiles were made yet: drop orders and train first."),
            cancellationToken);
}
