using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Registry;

/// <summary>
/// Versions of trained models in the container <c>models</c>:
/// <c>{shop}/{model}/{version}/model.onnx</c>, <c>explainer.json.gz</c> where there are reasons, and <c>manifest.json</c>, <c>{shop}/runs/{runId}/{model}</c> (which version a run
/// made) and, written last, <c>{shop}/champions.json</c>. A reader follows the pointer, so it never sees half a model.
/// </summary>
public sealed class ModelRegistry(InsightStorage storage)
{
    private const int Attempts = 10;

    /// <summary>Files the formats of this registry are written with; NaN metrics are kept as such.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly BlobStore _blobs = new(storage.Container(Names.Containers.Models));

    /// <summary>Stores a version and, with <paramref name="promote"/>, makes it the champion. Repeating the call changes nothing.</summary>
    /// <exception cref="ModelRefusedException">The bytes are not those that the manifest describes.</exception>
    public Task PublishAsync(ShopId shop, ModelManifest manifest, ReadOnlyMemory<byte> onnx, bool promote, CancellationToken cancellationToken = default) =>
        PublishAsync(shop, manifest, onnx, explainer: null, promote, cancellationToken);

    /// <summary>The same with what gives reasons for its predictions, if anything does.</summary>
    /// <exception cref="ModelRefusedException">The bytes are not those that the manifest describes.</exception>
    public async Task PublishAsync(
        ShopId shop, ModelManifest manifest, ReadOnlyMemory<byte> onnx, byte[]? explainer, bool promote, CancellationToken cancellationToken = default)
    {
        CheckName(manifest.Model, nameof(manifest.Model));
        CheckName(manifest.Version, nameof(manifest.Version));
        CheckName(manifest.RunId, nameof(manifest.RunId));
        Verify(manifest, onnx.Span);
        await _blobs.WriteAsync(ModelPath(shop, manifest.Model, manifest.Version), BinaryData.FromBytes(onnx), null, cancellationToken).ConfigureAwait(false);
        if (explainer is not null)
        {
            VerifyExplainer(manifest, explainer);
            await _blobs.WriteAsync(ExplainerPath(shop, manifest.Model, manifest.Version), BinaryData.FromBytes(explainer), null, cancellationToken).ConfigureAwait(false);
        }

        await _blobs.WriteAsync(ManifestPath(shop, manifest.Model, manifest.Version), BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(manifest, Json)), null, cancellationToken).ConfigureAwait(false);
        await _blobs.WriteAsync(RunPath(shop, manifest.RunId, manifest.Model), BinaryData.FromString(manifest.Version), null, cancellationToken).ConfigureAwait(false);
        if (promote)
        {
            await ChangeAsync(shop, champions => champions.Promote(manifest.Model, manifest.Version), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The manifest of the version that serves; null where the shop has none.</summary>
    public async Task<ModelManifest?> FindChampionAsync(ShopId shop, string model, CancellationToken cancellationToken = default)
    {
        var champions = await ReadChampionsAsync(shop, cancellationToken).ConfigureAwait(false);
        return champions.Models.TryGetValue(model, out var entry)
            ? await FindManifestAsync(shop, model, entry.Version, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Manifests of the former champions, latest first.</summary>
    public async Task<IReadOnlyList<ModelManifest>> HistoryAsync(ShopId shop, string model, CancellationToken cancellationToken = default)
    {
        var champions = await ReadChampionsAsync(shop, cancellationToken).ConfigureAwait(false);
        var manifests = new List<ModelManifest>();
        foreach (var version in champions.Models.GetValueOrDefault(model)?.Previous ?? [])
        {
            if (await FindManifestAsync(shop, model, version, cancellationToken).ConfigureAwait(false) is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        return manifests;
    }

    /// <summary>Lets the former champion serve again. False when there is none.</summary>
    public Task<bool> RollbackAsync(ShopId shop, string model, CancellationToken cancellationToken = default) =>
        ChangeAsync(shop, champions => champions.Rollback(model), cancellationToken);

    /// <summary>The bytes of a version, checked against its manifest.</summary>
    /// <exception cref="ModelRefusedException">The version is missing, incomplete or altered.</exception>
    public async Task<byte[]> ReadModelAsync(ShopId shop, string model, string version, CancellationToken cancellationToken = default)
    {
        var manifest = await FindManifestAsync(shop, model, version, cancellationToken).ConfigureAwait(false)
            ?? throw new ModelRefusedException(model, version, $"found no {ManifestPath(shop, model, version)}.");
        return await ReadModelAsync(shop, manifest, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ReadModelAsync(ShopId, string, string, CancellationToken)"/>
    internal async Task<byte[]> ReadModelAsync(ShopId shop, ModelManifest manifest, CancellationToken cancellationToken)
    {
        var path = ModelPath(shop, manifest.Model, manifest.Version);
        var bytes = (await _blobs.ReadAsync(path, cancellationToken).ConfigureAwait(false))?.Content.ToArray()
            ?? throw new ModelRefusedException(manifest, $"found no {path}.");
        Verify(manifest, bytes);
        return bytes;
    }

    /// <summary>What gives reasons for a version's predictions, checked against its manifest; null where it was published without.</summary>
    /// <exception cref="ModelRefusedException">It is missing or altered.</exception>
    public async Task<byte[]?> ReadExplainerAsync(ShopId shop, ModelManifest manifest, CancellationToken cancellationToken = default)
    {
        if (manifest.ExplainerSha256 is null)
        {
            return null;
        }

        var path = ExplainerPath(shop, manifest.Model, manifest.Version);
        var bytes = (await _blobs.ReadAsync(path, cancellationToken).ConfigureAwait(false))?.Content.ToArray()
            ?? throw new ModelRefusedException(manifest.Model, manifest.Version, $"found no {path}.");
        VerifyExplainer(manifest, bytes);
        return bytes;
    }

    /// <summary>What is known of one version; null where it was never published.</summary>
    /// <exception cref="ModelRefusedException">The manifest cannot be read.</exception>
    public async Task<ModelManifest?> FindManifestAsync(ShopId shop, string model, string version, CancellationToken cancellationToken = default)
    {
        var blob = await _blobs.ReadAsync(ManifestPath(shop, model, version), cancellationToken).ConfigureAwait(false);
        try
        {
            return blob is null ? null : JsonSerializer.Deserialize<ModelManifest>(blob.Content, Json);
        }
        catch (JsonException e)
        {
            throw new ModelRefusedException(model, version, $"its manifest is not readable ({e.Message})", e);
        }
    }

    /// <summary>The versions that one training run stored, promoted or not, by model name.</summary>
    public async Task<IReadOnlyDictionary<string, ModelManifest>> FindRunModelsAsync(ShopId shop, string runId, CancellationToken cancellationToken = default)
    {
        var found = new SortedDictionary<string, ModelManifest>(StringComparer.Ordinal);
        foreach (var model in ModelNames.All)
        {
            if ((await FindRunModelAsync(shop, runId, model, cancellationToken).ConfigureAwait(false)).Manifest is { } manifest)
            {
                found[model] = manifest;
            }
        }

        return found;
    }

    /// <summary>One of them, with the ETag of the note which version it is; nulls where the run stored none.</summary>
    internal async Task<(ModelManifest? Manifest, ETag? ETag)> FindRunModelAsync(ShopId shop, string runId, string model, CancellationToken cancellationToken)
    {
        var blob = await _blobs.ReadAsync(RunPath(shop, runId, model), cancellationToken).ConfigureAwait(false);
        return blob is null ? (null, null) : (await FindManifestAsync(shop, model, blob.Content.ToString(), cancellationToken).ConfigureAwait(false), blob.Details.ETag);
    }

    /// <summary>The ETag of that note alone; null where there is none.</summary>
    internal Task<ETag?> ReadRunETagAsync(ShopId shop, string runId, string model, CancellationToken cancellationToken) =>
        _blobs.ReadETagAsync(RunPath(shop, runId, model), cancellationToken);

    /// <summary>The pointer as it stands; <see cref="Champions.None"/> where nothing was promoted yet.</summary>
    public async Task<Champions> ReadChampionsAsync(ShopId shop, CancellationToken cancellationToken = default) =>
        (await ReadPointerAsync(shop, cancellationToken).ConfigureAwait(false)).Champions;

    /// <summary>The pointer's ETag alone, to see cheaply whether it changed; null where there is none.</summary>
    internal Task<ETag?> ReadChampionsETagAsync(ShopId shop, CancellationToken cancellationToken) =>
        _blobs.ReadETagAsync(ChampionsPath(shop), cancellationToken);

    internal async Task<(Champions Champions, ETag? ETag)> ReadPointerAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var blob = await _blobs.ReadAsync(ChampionsPath(shop), cancellationToken).ConfigureAwait(false);
        return blob is null
            ? (Champions.None, null)
            : (JsonSerializer.Deserialize<Champions>(blob.Content, Json) ?? Champions.None, blob.Details.ETag);
    }

    /// <summary>Read, change, write under the ETag; someone else's write in between means reading again.</summary>
    /// <returns>False when <paramref name="change"/> gave null: nothing to do.</returns>
    private async Task<bool> ChangeAsync(ShopId shop, Func<Champions, Champions?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (champions, etag) = await ReadPointerAsync(shop, cancellationToken).ConfigureAwait(false);
            var changed = change(champions);
            if (changed is null || ReferenceEquals(changed, champions))
            {
                return changed is not null;
            }

            var conditions = etag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
            try
            {
                await _blobs.WriteAsync(ChampionsPath(shop), BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(changed, Json)), conditions, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && attempt < Attempts)
            {
                // Another writer was first.
            }
        }
    }

    private static void Verify(ModelManifest manifest, ReadOnlySpan<byte> onnx)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(onnx));
        if (found != manifest.Sha256)
        {
            throw new ModelRefusedException(manifest, $"found SHA-256 {found} over {onnx.Length} bytes, expected {manifest.Sha256} over {manifest.SizeBytes}.");
        }
    }

    private static void VerifyExplainer(ModelManifest manifest, ReadOnlySpan<byte> explainer)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(explainer));
        if (found != manifest.ExplainerSha256)
        {
            throw new ModelRefusedException(
                manifest.Model, manifest.Version, $"found SHA-256 {found} over {explainer.Length} bytes of its explainer, expected {manifest.ExplainerSha256 ?? "no explainer"}.");
        }
    }

    /// <summary>Names become path segments, so nothing that could leave its folder is let in.</summary>
    private static void CheckName(string value, string field)
    {
        if (value.Length is 0 or > 100 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException($"{field} '{value}' cannot be a path segment: expected 1 to 100 letters, digits, dashes and underscores.", field);
        }
    }

    /// <summary>A run id that is safe as a path segment.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    internal static string Segment(string runId)
    {
        CheckName(runId, nameof(runId));
        return runId;
    }

    private static string ModelPath(ShopId shop, string model, string version) => $"{shop}/{model}/{version}/model.onnx";

    private static string ExplainerPath(ShopId shop, string model, string version) => $"{shop}/{model}/{version}/explainer.json.gz";

    private static string ManifestPath(ShopId shop, string model, string version) => $"{shop}/{model}/{version}/manifest.json";

    private static string RunPath(ShopId shop, string runId, string model) => $"{shop}/runs/{Segment(runId)}/{model}";

    private static string ChampionsPath(ShopId shop) => $"{shop}/champions.json";
}
