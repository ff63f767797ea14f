namespace Insight.Functions.Http;

/// <summary>An order of a shopper sent.</summary>
/// <param name="OrderedAt">ISO 8601 with its zone.</param>
internal sealed record SentOrder(string? OrderId, string? OrderedAt, IReadOnlyList<SentLine>? Lines);
