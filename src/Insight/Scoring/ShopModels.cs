using Azure;
using Insight.Registry;

namespace Insight.Scoring;

/// <summary>The entry of a shop, or of a backtest, in the model cache. The cache itself holds its models once; every set it hands out holds them all once more.</summary>
internal sealed class ShopModels
{
    private const long Never = long.MinValue;

    private readonly Lock _lock = new();
    private LoadedModels _models = new([]);
    private bool _closed;
    private long _checkedAt = Never;
    private long _usedAt;

    /// <summary>Who updates the entry; the others wait and then use it.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    public ETag? ETag { get; private set; }

    /// <summary>Why a backtest's model must not serve; null where it may.</summary>
    public ModelRefusedException? Refusal { get; private set; }

    /// <summary>Timestamp of the last look whether something changed; null before the first.</summary>
    public long? CheckedAt
    {
        get => Volatile.Read(ref _checkedAt) is var at && at == Never ? null : at;
        set => Volatile.Write(ref _checkedAt, value ?? Never);
    }

    public long UsedAt
    {
        get => Volatile.Read(ref _usedAt);
        set => Volatile.Write(ref _usedAt, value);
    }

    public long Bytes => Volatile.Read(ref _models).Bytes;

    /// <summary>Null when the entry was closed.</summary>
    public ModelSet? TryHold()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            _models.Hold();
            return new ModelSet(_models);
        }
    }

    /// <summary>A loaded version to be kept over a replacement; null when it is not the one loaded.</summary>
    public CachedModel? TryHold(string model, string version)
    {
        lock (_lock)
        {
            return _models.TryHold(model, version);
        }
    }

    /// <param name="models">Held for this entry by the caller.</param>
    public void Replace(LoadedModels models, ETag? etag)
    {
        lock (_lock)
        {
            var released = _closed ? models : _models;
            if (!_closed)
            {
                Volatile.Write(ref _models, models);
                ETag = etag;
                Refusal = null;
            }

            released.Release();
        }
    }

    /// <summary>Until the next look.</summary>
    public void Refuse(ModelRefusedException refusal)
    {
        Replace(new LoadedModels([]), etag: null);
        Refusal = refusal;
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _models.Release();
            Volatile.Write(ref _models, new LoadedModels([]));
        }
    }
}
