namespace Insight.Registry;

/// <summary>The serving version of one model.</summary>
/// <param name="Version">The champion.</param>
/// <param name="Previous">Former champions, latest first; a rollback takes the first and drops the version that failed.</param>
public sealed record ChampionEntry(string Version, IReadOnlyList<string> Previous)
{
    /// <summary>How many former champions a rollback can reach.</summary>
    public const int KeptVersions = 20;
}
