using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Functions.Http;

/// <summary>
/// The way every HTTP function goes: key, shop, scope (of a page its origin), then its work, then failures as problem details. Nothing about a
/// shop is looked up before the key is known to be that shop's, so no answer tells whether another shop exists.
/// </summary>
public sealed class ApiCall(ShopKeys keys, ShopDirectory shops, IOptions<InsightOptions> options, ILogger<ApiCall> logger)
{
    public const string KeyHeader = "x-api-key";

    /// <summary>For a route below <c>/shops/{shop}</c>.</summary>
    public async Task<IResult> RunAsync(HttpRequest request, string shop, KeyScope scope, Func<Shop, Task<IResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            var (found, key) = await OpenAsync(request, shop, cancellationToken).ConfigureAwait(false);
            Require(scope, key);
            return await work(found).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Failed(request, e, cancellationToken);
        }
    }

    /// <summary>For a route below <c>/shops/{shop}</c> that reads, and that pages ask too, with a publishable key and from one of the shop's origins; the work is told which key asks.</summary>
    public async Task<IResult> RunForPagesAsync(HttpRequest request, string shop, Func<Shop, KeyScope, Task<IResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            var (found, key) = await OpenAsync(request, shop, cancellationToken).ConfigureAwait(false);
            if (key.Scope != KeyScope.Publishable)
            {
                Require(KeyScope.Read, key);
                return await work(found, key.Scope).ConfigureAwait(false);
            }

            var origins = (await shops.GetSettingsAsync(found.Id, cancellationToken).ConfigureAwait(false)).Origins;
            CrossOrigin.Check(request, origins);
            CrossOrigin.LetRead(request.HttpContext.Response);
            return await work(found, key.Scope).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            CrossOrigin.LetRead(request.HttpContext.Response); // so that a page can say why it was refused
            return Failed(request, e, cancellationToken);
        }
    }

    /// <summary>For a route that takes the installation's admin key.</summary>
    public Task<IResult> RunAdminAsync(HttpRequest request, Func<Task<IResult>> work, CancellationToken cancellationToken) =>
        RunOpenAsync(
            request,
            async () =>
            {
                await AuthorizeAdminAsync(request, cancellationToken).ConfigureAwait(false);
                return await work().ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>For a route without a key.</summary>
    public async Task<IResult> RunOpenAsync(HttpRequest request, Func<Task<IResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Failed(request, e, cancellationToken);
        }
    }

    /// <summary>The name in an address as a shop's id.</summary>
    /// <exception cref="InvalidFieldsException">It cannot be a shop's name.</exception>
    internal static ShopId ParseShop(string shop) => ShopId.TryParse(shop, out var id)
        ? id
        : throw new InvalidFieldsException("shop", $"'{shop}' is not a shop name: expected 2 to 40 lower-case letters, digits and dashes, without a dash at either end.");

    private IResult Failed(HttpRequest request, Exception e, CancellationToken cancellationToken)
    {
        if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }

        var traceId = Activity.Current?.TraceId.ToString() ?? request.HttpContext.TraceIdentifier;
        var problem = ProblemMapping.Describe(e, traceId);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            Log.RequestFailed(logger, e, request.Method, request.Path, problem.Status, traceId);
        }

        return ApiResults.Problem(problem, request.HttpContext);
    }

    private async ValueTask<(Shop Shop, ShopKey Key)> OpenAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(SentKey(request), cancellationToken).ConfigureAwait(false) ?? throw UnknownKey();
        var id = ParseShop(name);
        if (key.Shop != id)
        {
            throw ProblemException.Forbidden("This key does not open this shop.");
        }

        return (await shops.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw UnknownKey(), key);
    }

    private static void Require(KeyScope scope, ShopKey key)
    {
        if (!key.Allows(scope))
        {
            throw ProblemException.Forbidden($"This key has the scope '{Name(key.Scope)}'; this call needs '{Name(scope)}'.");
        }
    }

    private async Task AuthorizeAdminAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var sent = SentKey(request);
        var admin = options.Value.AdminKey;
        if (string.IsNullOrEmpty(admin))
        {
            throw UnknownKey();
        }

        // Hashes have one length, so the comparison takes the same time for every wrong key.
        if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(admin))))
        {
            return;
        }

        throw await keys.FindAsync(sent, cancellationToken).ConfigureAwait(false) is null
            ? UnknownKey()
            : ProblemException.Forbidden("This call needs the admin key; a shop's key was sent.");
    }

    private static string SentKey(HttpRequest request) => request.Headers[KeyHeader].ToString() is { Length: > 0 and <= 200 } key
        ? key
        : throw ProblemException.Unauthorized($"Send the key in the header {KeyHeader}.");

    private static ProblemException UnknownKey() => ProblemException.Unauthorized($"The key in {KeyHeader} is not known.");

    private static string Name(KeyScope scope) => scope.ToString().ToLowerInvariant();
}
