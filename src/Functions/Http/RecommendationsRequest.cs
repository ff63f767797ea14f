using Insight.Recommendations;

namespace Insight.Functions.Http;

/// <summary>For whom to recommend what.</summary>
/// <param name="CustomerId">A customer with a profile; left out for a visitor.</param>
/// <param name="Session">Products of the visit so far, the last one last, 10000 at most; the latest 100 count.</param>
/// <param name="Count">1 to 200; 10 when left out.</param>
/// <param name="Exclude">Products that must not be recommended.</param>
/// <param name="ExcludeSeen">Leaves out what stands in the session or among the latest 100 products of the customer's history; when left out, true where the training found that nobody in this shop comes back for the same product.</param>
/// <param name="Diversity">0 (the best in order) to 1 (as different from each other as can be).</param>
/// <param name="Scenario"><c>home</c>; <c>product</c>: beside the last of the session; <c>cart</c>: together with the session; <c>again</c>: what the customer is due to buy again.</param>
/// <param name="AsOf">A date (the end of that day in the shop's zone) or an instant; by default the time of the last refresh, or the end of the customer's latest day in the shop where that is later; a backtest's own time where one answers.</param>
/// <param name="RunId">A backtest that answers instead.</param>
internal sealed record RecommendationsRequest(
    string? CustomerId = null, IReadOnlyList<string>? Session = null, int Count = 10, IReadOnlyList<string>? Exclude = null, bool? ExcludeSeen = null, SentFilter? Filter = null,
    double? Diversity = null, RecommendationScenario Scenario = RecommendationScenario.Home, string? AsOf = null, string? RunId = null);
