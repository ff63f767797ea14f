namespace Insight.Functions.Http;

/// <param name="Requests">1 to 1000.</param>
internal sealed record RecommendationsBatch(IReadOnlyList<RecommendationsRequest?>? Requests = null);
