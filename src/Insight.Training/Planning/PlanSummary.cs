using Insight.Shops;

namespace Insight.Training.Planning;

/// <summary>How much one round of planning started.</summary>
/// <param name="Failed">Shops that could not be looked at, and why; the others were.</param>
public sealed record PlanSummary(int Runs, int Refreshes, IReadOnlyList<(ShopId Shop, Exception Error)> Failed);
