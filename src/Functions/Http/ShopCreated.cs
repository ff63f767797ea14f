namespace Insight.Functions.Http;

/// <param name="Key">To be sent as x-api-key; shown here only.</param>
/// <param name="KeyId">Names the key in its deletion.</param>
internal sealed record ShopCreated(string Shop, string Key, string KeyId);
