using Insight.Recommendations;

namespace Insight.Scoring;

/// <summary>Models that serve together, with what is asked of them at every scoring worked out once. They are let go together, with the last who holds this object.</summary>
internal sealed class LoadedModels
{
    private readonly IReadOnlyList<CachedModel> _models;
    private int _holders = 1;

    /// <param name="models">Held for this object by the caller.</param>
    public LoadedModels(IReadOnlyList<CachedModel> models)
    {
        _models = models;
        Models = models.Select(cached => cached.Scorer).OfType<OnnxModel>().ToDictionary(model => model.Manifest.Model, StringComparer.Ordinal);
        Recommendations = models.FirstOrDefault(cached => cached.Recommendations is not null)?.Recommendations;
        ScoreVersions = new SortedDictionary<string, string>(Models.ToDictionary(pair => pair.Key, pair => pair.Value.Manifest.Version), StringComparer.Ordinal);
        Versions = new SortedDictionary<string, string>(models.ToDictionary(cached => cached.Manifest.Model, cached => cached.Manifest.Version), StringComparer.Ordinal);
        Bytes = models.Sum(model => model.Bytes);
    }

    /// <summary>Those that score customers.</summary>
    public IReadOnlyDictionary<string, OnnxModel> Models { get; }

    public RecommendationModel? Recommendations { get; }

    /// <summary>Model name → version, of all.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>The same of those that score customers.</summary>
    public IReadOnlyDictionary<string, string> ScoreVersions { get; }

    public long Bytes { get; }

    /// <summary>The version, held once more; null when it is not the one loaded.</summary>
    public CachedModel? TryHold(string model, string version) =>
        _models.FirstOrDefault(cached => cached.Manifest.Model == model && cached.Manifest.Version == version) is { } found && found.TryHold() ? found : null;

    /// <summary>Holds them once more; for who knows that somebody holds them.</summary>
    public void Hold() => ObjectDisposedException.ThrowIf(Interlocked.Increment(ref _holders) <= 1, this);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            foreach (var model in _models)
            {
                model.Release();
            }
        }
    }
}
