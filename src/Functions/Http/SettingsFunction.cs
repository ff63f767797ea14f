using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>A shop's settings, guarded against lost updates by their ETag.</summary>
public sealed class SettingsFunction(ApiCall api, ShopDirectory shops)
{
    private const string Route = "api/v1/shops/{shop}/settings";

    [Function("GetSettings")]
    [ApiOperation("The shop's settings, defaults included; the ETag header serves as If-Match.", ApiAccess.Read, Answer = typeof(ShopSettings))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found => Answer(request, await shops.ReadSettingsAsync(found.Id, cancellationToken).ConfigureAwait(false)),
            cancellationToken);

    [Function("PutSettings")]
    [ApiOperation("Replaces the settings; a field left out gets its default, the time zone stays.", ApiAccess.Write,
        Request = typeof(ShopSettings), Answer = typeof(ShopSettings), Problems = [412, 415])]
    [ApiParameter("If-Match", "The ETag that was read; with another one stored by now the answer is 412.", Header = true)]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Write,
            async found =>
            {
                var settings = await RequestJson.ReadAsync<ShopSettings>(request, cancellationToken).ConfigureAwait(false);
                var ifMatch = request.Headers.IfMatch.ToString();
                return Answer(
                    request,
                    await shops.PutSettingsAsync(found.Id, settings, ifMatch.Length == 0 ? null : ifMatch, cancellationToken).ConfigureAwait(false));
            },
            cancellationToken);

    private static IResult Answer(HttpRequest request, StoredSettings stored)
    {
        request.HttpContext.Response.Headers.ETag = stored.ETag;
        return ApiResults.Json(stored.Settings);
    }
}
