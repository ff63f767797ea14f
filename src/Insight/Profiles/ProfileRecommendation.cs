using Insight.Recommendations;

namespace Insight.Profiles;

/// <summary>A recommended product as a profile keeps it.</summary>
/// <param name="Score">Higher is better; comparable within one profile only.</param>
/// <param name="Reasons">The weightiest, without its text.</param>
public sealed record ProfileRecommendation(string ProductId, float Score, IReadOnlyList<RecommendationReason> Reasons);
