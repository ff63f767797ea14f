using Azure;
using Insight.Reports;
using Insight.Shops;
using Insight.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Serves the page that the last refresh made.</summary>
public sealed class ReportFunction(ApiCall api, InsightStorage storage)
{
    [Function("GetReport")]
    [ApiOperation("The report as one HTML page that needs nothing else.", ApiAccess.Read, AnswerMediaType = "text/html", Problems = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/report")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var blob = storage.Container(Names.Containers.Reports).GetBlobClient(ReportService.PathOf(found.Id));
                try
                {
                    var page = await blob.OpenReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

                    // The page shows texts that came with dropped files; whatever slipped into it may load nothing from elsewhere.
                    request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
                    return Results.Stream(page, "text/html; charset=utf-8");
                }
                catch (RequestFailedException e) when (e.Status == StatusCodes.Status404NotFound)
                {
                    throw ProblemException.NotFound("No report was made yet: it comes with the first refresh of the profiles.");
                }
            },
            cancellationToken);
}
