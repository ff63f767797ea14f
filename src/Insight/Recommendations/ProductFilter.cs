namespace Insight.Recommendations;

/// <summary>Which products may be recommended; what is null does not filter.</summary>
public sealed record ProductFilter
{
    /// <summary>Lets in what everybody gets.</summary>
    public static ProductFilter Usual { get; } = new();

    /// <summary>A category's name, in any case.</summary>
    public string? Category { get; init; }

    /// <summary>In the shop's currency; a product without a known price passes no limit of price.</summary>
    public double? PriceMin { get; init; }

    public double? PriceMax { get; init; }

    /// <summary>False lets in what is out of stock, too; otherwise it stays out.</summary>
    public bool? InStock { get; init; }

    /// <summary>Whether it asks for nothing but what everybody gets.</summary>
    internal bool IsPlain => Category is null && PriceMin is null && PriceMax is null;
}
