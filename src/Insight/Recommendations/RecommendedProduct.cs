using System.Text.Json.Serialization;

namespace Insight.Recommendations;

/// <summary>One product of an answer.</summary>
public sealed record RecommendedProduct
{
    public required string ProductId { get; init; }

    public required string? Title { get; init; }

    public required string? Category { get; init; }

    /// <summary>In the shop's currency.</summary>
    public required double? Price { get; init; }

    /// <summary>Higher is better; comparable within one answer only. For pages, which everybody may read, 1, ½, ⅓ and so on.</summary>
    public required float Score { get; init; }

    /// <summary>Where it differs from the answer's: <c>prior</c> for a product so new that it stands behind those that it is like, <c>popularity</c> for one that fills the list up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Basis { get; init; }

    /// <summary>The weightiest first; at least one.</summary>
    public required IReadOnlyList<RecommendationReason> Reasons { get; init; }
}
