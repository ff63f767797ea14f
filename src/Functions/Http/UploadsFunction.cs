using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Lets a shop drop a file without any other access to storage.</summary>
public sealed class UploadsFunction(ApiCall api, UploadLinks links)
{
    [Function("CreateUpload")]
    [ApiOperation("An address to which one file can be PUT within an hour; the file is then ingested.", ApiAccess.Write,
        Request = typeof(NewUpload), Answer = typeof(UploadLink), Status = 201, Problems = [415])]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/uploads")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Write,
            async found =>
            {
                var upload = await RequestJson.ReadAsync<NewUpload>(request, cancellationToken).ConfigureAwait(false);
                var link = await links.CreateAsync(found.Id, upload.Name, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(link, StatusCodes.Status201Created);
            },
            cancellationToken);
}
