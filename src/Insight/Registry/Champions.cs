namespace Insight.Registry;

/// <summary>
/// <c>models/{shop}/champions.json</c>: the one pointer that decides which versions serve. It is written after everything it
/// points to, under its ETag, and keeps the former champions so that a rollback is one write.
/// </summary>
public sealed record Champions
{
    /// <summary>Model name → who serves and who served before.</summary>
    public IReadOnlyDictionary<string, ChampionEntry> Models { get; init; } = new Dictionary<string, ChampionEntry>();

    public static Champions None { get; } = new();

    internal Champions Promote(string model, string version)
    {
        var former = Models.GetValueOrDefault(model);
        if (former?.Version == version)
        {
            return this;
        }

        string[] previous = former is null ? [] : [former.Version, .. former.Previous.Where(v => v != version)];
        return With(model, new ChampionEntry(version, [.. previous.Take(ChampionEntry.KeptVersions)]));
    }

    /// <returns>Null when no former champion is left.</returns>
    internal Champions? Rollback(string model) => Models.GetValueOrDefault(model) is { Previous.Count: > 0 } entry
        ? With(model, new ChampionEntry(entry.Previous[0], [.. entry.Previous.Skip(1)]))
        : null;

    private Champions With(string model, ChampionEntry entry) =>
        this with { Models = new SortedDictionary<string, ChampionEntry>(Models.ToDictionary(), StringComparer.Ordinal) { [model] = entry } };
}
