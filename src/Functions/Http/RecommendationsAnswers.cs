using Insight.Recommendations;

namespace Insight.Functions.Http;

/// <param name="Results">In the order of the requests.</param>
internal sealed record RecommendationsAnswers(IReadOnlyList<RecommendationAnswer> Results);
