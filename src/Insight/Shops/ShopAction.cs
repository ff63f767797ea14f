using System.ComponentModel.DataAnnotations;

namespace Insight.Shops;

/// <summary>Something the shop can do for a customer, such as a voucher or a call.</summary>
public sealed record ShopAction
{
    [Required, StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Of doing it once, in the shop's currency.</summary>
    [Range(0, 1_000_000)]
    public double Cost { get; init; }

    /// <summary>How many customers may get it in one campaign; null for no limit.</summary>
    [Range(1, 100_000_000)]
    public int? Cap { get; init; }
}
