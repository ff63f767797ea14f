using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Creates and deletes shops.</summary>
public sealed class ShopsFunction(ApiCall api, ShopDirectory shops)
{
    [Function("CreateShop")]
    [ApiOperation("Creates a shop; its first key (scope write) is shown here and never again.", ApiAccess.Admin,
        Request = typeof(NewShop), Answer = typeof(ShopCreated), Status = 201, Problems = [409, 415])]
    [ApiParameter("Idempotency-Key", "A repeat with the same text and body gets the first answer again.", Header = true)]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops")] HttpRequest request,
        CancellationToken cancellationToken) =>
        api.RunAdminAsync(
            request,
            async () =>
            {
                var shop = await RequestJson.ReadAsync<NewShop>(request, cancellationToken).ConfigureAwait(false);
                var (key, secret) = await shops.CreateAsync(shop, IdempotencyKey.Read(request), cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new ShopCreated(shop.Shop, secret, key.Id), StatusCodes.Status201Created);
            },
            cancellationToken);

    [Function("DeleteShop")]
    [ApiOperation("Deletes a shop: its keys at once, then all its data, before the answer.", ApiAccess.Admin, Status = 204, Problems = [404])]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/shops/{shop}")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAdminAsync(
            request,
            async () =>
            {
                var id = ApiCall.ParseShop(shop);
                return await shops.DeleteAsync(id, cancellationToken).ConfigureAwait(false)
                    ? Results.NoContent()
                    : throw new ShopNotFoundException(id);
            },
            cancellationToken);
}
