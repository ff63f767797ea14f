namespace Insight.Recommendations;

/// <summary>A backtest that a shop does not have, or whose refresh is not finished.</summary>
public sealed class UnknownRunException(string runId) : Exception($"There is no finished backtest '{runId}'.");
