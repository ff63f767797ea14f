namespace Insight.Shops;

/// <summary>A key as it is known after it was shown once: its hash finds this, the key itself is stored nowhere.</summary>
/// <param name="Id">Names the key in its deletion; not secret.</param>
public sealed record ShopKey(ShopId Shop, string Id, KeyScope Scope, DateTimeOffset CreatedAt)
{
    public bool Allows(KeyScope needed) => Scope == needed || (Scope == KeyScope.Write && needed == KeyScope.Read);
}
