using System.Text.Json.Serialization;

namespace Insight.Recommendations;

/// <summary>Why a product is recommended.</summary>
/// <param name="Rule">One of <see cref="RecommendationRules"/>.</param>
/// <param name="ProductId">The product that leads to it; null where none does.</param>
/// <param name="Title">That product's.</param>
/// <param name="Text">The same as a sentence, in English; null in a stored profile.</param>
public sealed record RecommendationReason(
    string Rule,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProductId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null);
