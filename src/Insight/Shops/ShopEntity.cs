using Azure;
using Azure.Data.Tables;

namespace Insight.Shops;

/// <summary>A row of table Shops: the shop, its secret salt and its settings under one ETag.</summary>
internal sealed class ShopEntity : ITableEntity
{
    public const string Partition = "shop";

    public string PartitionKey { get; set; } = Partition;

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Currency { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public byte[] Salt { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Hash of the Idempotency-Key and body that made the shop; empty without one.</summary>
    public string CreatedBy { get; set; } = "";

    /// <summary>JSON of <see cref="ShopSettings"/>; null until somebody chose.</summary>
    public string? Settings { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>When the deleted shop's data were gone; its name is free from then on.</summary>
    public DateTimeOffset? PurgedAt { get; set; }

    public Shop ToShop() => new()
    {
        Id = ShopId.Parse(RowKey),
        Currency = Currency,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone),
        Salt = Salt,
        CreatedAt = CreatedAt,
    };
}
