namespace Insight.Functions.Http;

/// <summary>A shopper with the orders that count; none before the first purchase.</summary>
/// <param name="Id">Repeated in the answer; may be left out for a shopper without one.</param>
internal sealed record SentCustomer(IReadOnlyList<SentOrder>? Orders = null, string? Id = null);
