using Insight.Shops;

namespace Insight.Functions.Http;

/// <param name="Id">Names the key in its deletion.</param>
/// <param name="Key">Shown here only.</param>
internal sealed record KeyCreated(string Id, string Key, KeyScope Scope);
