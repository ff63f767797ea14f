namespace Insight.Functions.Http;

/// <summary>A shopper with the orders and events that count; no orders before the first purchase.</summary>
/// <param name="Id">Repeated in the answer; may be left out for a shopper without one.</param>
/// <param name="Events">What they did in the shop. A day counts from its end on.</param>
internal sealed record SentCustomer(IReadOnlyList<SentOrder>? Orders = null, string? Id = null, IReadOnlyList<SentEvent>? Events = null);
