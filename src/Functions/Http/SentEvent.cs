namespace Insight.Functions.Http;

/// <summary>Something that a shopper sent did in the shop. Purchases are told by the orders.</summary>
/// <param name="Type">GA4's name, such as <c>view_item</c>, <c>add_to_cart</c> or <c>search</c>.</param>
/// <param name="OccurredAt">ISO 8601 with its zone.</param>
/// <param name="ProductId">May be left out where there is none.</param>
internal sealed record SentEvent(string? Type, string? OccurredAt, string? ProductId = null);
