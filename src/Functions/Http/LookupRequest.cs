namespace Insight.Functions.Http;

/// <summary>Whom to find; at most 1000 together. Addresses are hashed with the shop's secret at once and kept nowhere.</summary>
internal sealed record LookupRequest(IReadOnlyList<string>? Ids = null, IReadOnlyList<string>? Emails = null);
