using Insight.Profiles;

namespace Insight.Refresh;

/// <summary>What a refresh recommends to one customer.</summary>
/// <param name="All">As a request would be answered.</param>
/// <param name="Own">The first of them, which the model gave for this customer; null for none. A profile keeps them: with what is popular beside them each sale would rewrite every profile.</param>
internal readonly record struct CustomerRecommendation(IReadOnlyList<ProfileRecommendation> All, IReadOnlyList<ProfileRecommendation>? Own);
