namespace Insight.Scoring;

/// <summary>Models that serve together, with what is asked of them at every scoring worked out once.</summary>
internal sealed class LoadedModels
{
    private readonly IReadOnlyList<CachedModel> _models;

    /// <param name="models">Held for this object by the caller.</param>
    public LoadedModels(IReadOnlyList<CachedModel> models)
    {
        _models = models;
        Models = models.ToDictionary(cached => cached.Model.Manifest.Model, cached => cached.Model, StringComparer.Ordinal);
        Versions = new SortedDictionary<string, string>(Models.ToDictionary(pair => pair.Key, pair => pair.Value.Manifest.Version), StringComparer.Ordinal);
        Bytes = models.Sum(model => model.Bytes);
    }

    public IReadOnlyDictionary<string, OnnxModel> Models { get; }

    /// <summary>Model name → version.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    public long Bytes { get; }

    /// <summary>The version, held once more; null when it is not the one loaded.</summary>
    public CachedModel? TryHold(string model, string version) =>
        _models.FirstOrDefault(cached => cached.Model.Manifest.Model == model && cached.Model.Manifest.Version == version) is { } found && found.TryHold() ? found : null;

    /// <summary>Holds all of them once more; for who knows that somebody holds them.</summary>
    /// <exception cref="ObjectDisposedException">Nobody did.</exception>
    public void Hold()
    {
        foreach (var model in _models)
        {
            ObjectDisposedException.ThrowIf(!model.TryHold(), model.Model);
        }
    }

    public void Release()
    {
        foreach (var model in _models)
        {
            model.Release();
        }
    }
}
