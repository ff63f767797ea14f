namespace Insight.Training.Gates;

/// <summary>
/// Decides what is published. A challenger must beat every baseline and what serves now by more than noise on a test that it was not chosen on.
/// A champion that is the challenger's own recipe fitted earlier is replaced when it is not better: newer data is then the only difference.
/// </summary>
internal static class Gate
{
    /// <param name="champion">Null when nothing serves, or it is not to be challenged.</param>
    /// <param name="sameRecipe">The champion was made by the challenger's algorithm.</param>
    public static GateVerdict Judge(string challenger, IReadOnlyList<Comparison> baselines, Comparison? champion, bool sameRecipe, bool championServes)
    {
        var unbeaten = baselines.Where(baseline => !baseline.IsWon).ToList();
        if (unbeaten.Count > 0)
        {
            var reason = $"{challenger} does not beat the baseline by more than noise ({string.Join("; ", unbeaten)}; gain with 95 % interval)";
            return championServes
                ? new GateVerdict(GateDecision.ChampionKept, reason + ": the champion goes on serving.")
                : new GateVerdict(GateDecision.BaselinePublished, reason + ": the baseline serves.");
        }

        var won = $"{challenger} beats the baseline by more than noise ({string.Join("; ", baselines)}; gain with 95 % interval)";
        return champion switch
        {
            null when !championServes => new GateVerdict(GateDecision.Published, won + "; nothing served before."),
            null when sameRecipe => new GateVerdict(GateDecision.Published, won + "; the champion is the same recipe fitted on older data: newer data replaces it."),
            null => new GateVerdict(GateDecision.Published, won + "; the champion answers another question (horizon or features) and cannot be compared."),
            { IsLost: true } => new GateVerdict(GateDecision.ChampionKept, $"{won}, but is worse than the champion ({champion}), which goes on serving."),
            { IsWon: true } => new GateVerdict(GateDecision.Published, $"{won}, and the champion too ({champion})."),
            _ when sameRecipe => new GateVerdict(GateDecision.Published, $"{won}; the champion is the same recipe fitted on older data and not better ({champion}): newer data replaces it."),
            _ => new GateVerdict(GateDecision.ChampionKept, $"{won}, but not the champion ({champion}), which goes on serving."),
        };
    }
}
