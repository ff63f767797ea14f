using Insight.Profiles;

namespace Insight.Refresh;

/// <summary>What a refresh did: the pointer it wrote, and the rows of table <c>Profiles</c> that it wrote, left alone and removed (all 0 for a backtest).</summary>
public sealed record RefreshSummary(RefreshPointer Pointer, int Written, int Unchanged, int Removed);
