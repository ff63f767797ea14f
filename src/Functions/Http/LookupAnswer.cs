namespace Insight.Functions.Http;

/// <summary>The profiles looked up.</summary>
/// <param name="Customers">The ids in request order, then the e-mails.</param>
internal sealed record LookupAnswer(IReadOnlyList<LookedUpCustomer> Customers);
