using Insight.Registry;

namespace Insight.Recommendations;

/// <summary>A backtest whose model does not serve, such as one that other code made.</summary>
public sealed class RefusedRunException(string runId, ModelRefusedException inner) : Exception($"The backtest '{runId}' cannot answer: {inner.Message}", inner);
