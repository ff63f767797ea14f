using System.Runtime.CompilerServices;
using System.Text.Json;
using Insight.Registry;
using Insight.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Recommendations;

/// <summary>
/// One version that recommends, ready to be asked: the session of its graph, shared by all callers, and its index. As <see cref="OnnxModel"/> it works on the calling
/// thread alone.
/// </summary>
public sealed class RecommendationModel : IDisposable
{
    /// <summary>Name among <see cref="ModelManifest.Details"/> of <see cref="Repeats"/>: true or false.</summary>
    public const string RepeatsDetail = "repeats";

    /// <summary>Name among <see cref="ModelManifest.Details"/> of <see cref="HasClock"/>: true or false.</summary>
    public const string ClockDetail = "hasClock";

    /// <summary>A session holds its weights once as they are and once packed for its products.</summary>
    private const int MemoryPerFileByte = 2;

    private readonly InferenceSession _session;
    private readonly BoundPool<BoundHistory> _rooms;
    private readonly ConditionalWeakTable<ProductCatalog, Assortment> _assortments = []; // with what is known of the products; gone with them
    private readonly Lock _assorting = new();
    private volatile ProductCatalog? _own;

    private RecommendationModel(ModelManifest manifest, RecommendationIndex index, InferenceSession session, long fileBytes)
    {
        (Manifest, Index, _session) = (manifest, index, session);
        _rooms = new BoundPool<BoundHistory>(() => new BoundHistory(this, session), room => room.Close());
        var seen = new HashSet<string>(index.Products.Count, StringComparer.Ordinal);
        if (index.Products.FirstOrDefault(product => !seen.Add(product)) is { } twice)
        {
            throw new ModelRefusedException(manifest, $"its index has the product '{twice}' twice.");
        }

        Repeats = !manifest.Details.TryGetValue(RepeatsDetail, out var repeats) || repeats.ValueKind != JsonValueKind.False;
        HasClock = manifest.Details.TryGetValue(ClockDetail, out var clock) && clock.ValueKind == JsonValueKind.True;
        VersionByName = new Dictionary<string, string> { [manifest.Model] = manifest.Version };
        Bytes = (fileBytes * MemoryPerFileByte) + index.EstimateBytes() + Assortment.BytesPerPlace * index.Products.Count;
    }

    public ModelManifest Manifest { get; }

    public RecommendationIndex Index { get; }

    /// <summary>
    /// Whether people in this shop choose again what they chose before, as training found. Where they do not, what was seen was no answer when the model was judged. True where the manifest
    /// does not say.
    /// </summary>
    public bool Repeats { get; }

    /// <summary>Whether it learned from interactions with times alone: those without are no steps then. False where the manifest does not say.</summary>
    public bool HasClock { get; }

    /// <summary>As answers tell it.</summary>
    internal IReadOnlyDictionary<string, string> VersionByName { get; }

    /// <summary>Memory of graph and index, estimated.</summary>
    public long Bytes { get; }

    /// <summary>Opens a version and asks it the golden histories, so that what cannot answer, or answers otherwise than when it was made, never serves.</summary>
    /// <param name="index">What <see cref="RecommendationIndex.Write"/> gave; null where the version was published without.</param>
    /// <exception cref="ModelRefusedException">
    /// Without a readable index, not a readable graph, with other inputs and outputs than <see cref="RecommendationContract"/> says, or with other answers than it was stored with.
    /// </exception>
    public static RecommendationModel Load(ModelManifest manifest, byte[] onnx, byte[]? index)
    {
        var products = Read(manifest, index);
        InferenceSession? session = null;
        RecommendationModel? model = null;
        try
        {
            session = OnnxModel.Open(onnx);
            RecommendationCheck.Signature(manifest, session, products);
            model = new RecommendationModel(manifest, products, session, onnx.Length);
            RecommendationCheck.Golden(model);
            return model;
        }
        catch (Exception e)
        {
            (model as IDisposable ?? session)?.Dispose();
            throw e as ModelRefusedException ?? new ModelRefusedException(manifest, $"ONNX Runtime cannot use its graph ({e.Message})", e);
        }
    }

    /// <summary>Room for one question, the caller's until it is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model was unloaded.</exception>
    internal BoundHistory Rent() => _rooms.Rent();

    internal void Return(BoundHistory room) => _rooms.Return(room);

    /// <summary>The model with what is known of the products now; worked out once for each catalog.</summary>
    /// <param name="catalog">Null before the first refresh: the model's own products then, of which nothing else is known.</param>
    internal Assortment With(ProductCatalog? catalog)
    {
        catalog ??= _own ??= ProductCatalog.Of(this);
        if (!_assortments.TryGetValue(catalog, out var assortment))
        {
            lock (_assorting)
            {
                assortment = _assortments.GetValue(catalog, found => new Assortment(this, found));
            }
        }

        return assortment;
    }

    /// <summary>Not while somebody asks: see <see cref="CachedModel"/>.</summary>
    public void Dispose()
    {
        _rooms.Close();
        _session.Dispose();
        _assortments.Clear(); // they hold the model, and a catalog that lives on would hold them
    }

    private static RecommendationIndex Read(ModelManifest manifest, byte[]? index)
    {
        if (index is null)
        {
            throw new ModelRefusedException(manifest, "it was published without its index.");
        }

        try
        {
            return RecommendationIndex.Read(index);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException or OverflowException)
        {
            throw new ModelRefusedException(manifest, $"its index is not readable ({e.Message})", e);
        }
    }
}
