using Azure;
using Azure.Data.Tables;

namespace Insight.Shops;

/// <summary>
/// A row of table ShopKeys. Each key has two: (<c>key</c>, hash) answers "whose key is this", (<c>shop~{shop}</c>, id) lists a shop's keys.
/// </summary>
internal sealed class ShopKeyEntity : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Shop { get; set; } = "";

    public string Id { get; set; } = "";

    /// <summary>Lower-case hexadecimal SHA-256 of the key.</summary>
    public string Hash { get; set; } = "";

    public string Scope { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public ShopKey ToKey() => new(ShopId.Parse(Shop), Id, Enum.Parse<KeyScope>(Scope), CreatedAt);
}
