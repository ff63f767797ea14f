namespace Insight.Functions.Http;

/// <summary>Whom to score now: known customers by id, or histories as the shop has them.</summary>
/// <param name="CustomerIds">At most 1000.</param>
/// <param name="Customers">At most 1000; answered after the ids.</param>
/// <param name="Models">Questions to answer; all when left out.</param>
/// <param name="AsOf">A date (the end of that day in the shop's zone) or an instant; by default the last refresh's time.</param>
/// <param name="Reasons">Whether predictions come with all their reasons.</param>
internal sealed record ScoresRequest(
    IReadOnlyList<string>? CustomerIds = null, IReadOnlyList<SentCustomer>? Customers = null, IReadOnlyList<string>? Models = null, string? AsOf = null, bool Reasons = false);
