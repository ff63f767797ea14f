using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Rotates a shop's keys: make the new one, then delete the old one.</summary>
public sealed class KeysFunction(ApiCall api, ShopDirectory shops, ShopKeys keys)
{
    [Function("CreateKey")]
    [ApiOperation("Creates a key for a shop; it is shown here and never again.", ApiAccess.Admin,
        Request = typeof(NewKey), Answer = typeof(KeyCreated), Status = 201, Problems = [404, 415])]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/keys")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAdminAsync(
            request,
            async () =>
            {
                var id = await FindShopAsync(shop, cancellationToken).ConfigureAwait(false);
                var scope = (await RequestJson.ReadAsync<NewKey>(request, cancellationToken).ConfigureAwait(false)).Scope
                    ?? throw new InvalidFieldsException("scope", "Nothing was found; expected read, write or publishable.");
                var (key, secret) = await keys.CreateAsync(id, scope, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new KeyCreated(key.Id, secret, key.Scope), StatusCodes.Status201Created);
            },
            cancellationToken);

    [Function("DeleteKey")]
    [ApiOperation("Deletes a key; every instance refuses it within 30 seconds.", ApiAccess.Admin, Status = 204, Problems = [404])]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/shops/{shop}/keys/{id}")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAdminAsync(
            request,
            async () =>
            {
                var owner = await FindShopAsync(shop, cancellationToken).ConfigureAwait(false);
                return await keys.DeleteAsync(owner, id, cancellationToken).ConfigureAwait(false)
                    ? Results.NoContent()
                    : throw ProblemException.NotFound($"The shop '{owner}' has no key '{id}'.");
            },
            cancellationToken);

    private async Task<ShopId> FindShopAsync(string name, CancellationToken cancellationToken)
    {
        var id = ApiCall.ParseShop(name);
        return await shops.FindAsync(id, cancellationToken).ConfigureAwait(false) is null ? throw new ShopNotFoundException(id) : id;
    }
}
