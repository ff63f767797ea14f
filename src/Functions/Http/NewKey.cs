using Insight.Shops;

namespace Insight.Functions.Http;

internal sealed record NewKey(KeyScope? Scope);
