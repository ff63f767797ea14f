namespace Insight.Recommendations;

/// <summary>A reason before it is told.</summary>
/// <param name="Rule">One of <see cref="RecommendationRules"/>.</param>
/// <param name="Product">The product that leads to it, by its place in the catalog; −1 where none does.</param>
internal readonly record struct FoundReason(string Rule, int Product);
