using Insight.Storage;

namespace Insight.Shops;

/// <summary>The shop that LocalHost has from the start. Its key is public knowledge: nothing else may call this.</summary>
public static class DevelopmentShop
{
    public const string Name = "demo";
    public const string Key = "demo-key";

    /// <summary>Creates shop and key, and what storage lacks for them, where they are missing.</summary>
    public static async Task SeedAsync(InsightStorage storage, ShopDirectory shops, ShopKeys keys, CancellationToken cancellationToken = default)
    {
        await storage.EnsureCreatedAsync(cancellationToken).ConfigureAwait(false);
        var id = ShopId.Parse(Name);
        if (await shops.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            await shops.CreateAsync(new NewShop(Name, "GBP", "Europe/London"), idempotencyKey: "development", cancellationToken).ConfigureAwait(false);
        }

        await keys.AddAsync(id, KeyScope.Write, Key, cancellationToken).ConfigureAwait(false);
    }
}
