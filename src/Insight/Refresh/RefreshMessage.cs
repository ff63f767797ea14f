namespace Insight.Refresh;

/// <summary>A message of the queue <c>refresh-profiles</c>: score every customer of a shop.</summary>
/// <param name="RunId">A backtest's run, whose models and time are used and only exported; null for the champions and the profiles.</param>
/// <param name="AsOf">The backtest's time, for a run that could not store any model.</param>
public sealed record RefreshMessage(string Shop, string? RunId = null, DateTimeOffset? AsOf = null);
