using System.Text.Json;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Drift;

/// <summary>Populations that models were trained on, and the drift since.</summary>
public sealed class DriftStore(InsightStorage storage)
{
    private readonly BlobStore _blobs = new(storage.Container(Names.Containers.Models));

    /// <summary>Written before the version is published, so that a champion has it.</summary>
    public Task WriteAsync(ShopId shop, string model, string version, PopulationSketch population, CancellationToken cancellationToken) =>
        WriteAsync(PopulationPath(shop, model, version), population, cancellationToken);

    /// <returns>Null for versions that stored none.</returns>
    public Task<PopulationSketch?> FindPopulationAsync(ShopId shop, string model, string version, CancellationToken cancellationToken) =>
        ReadAsync<PopulationSketch>(PopulationPath(shop, model, version), cancellationToken);

    public Task WriteAsync(ShopId shop, DriftReport report, CancellationToken cancellationToken) => WriteAsync(DriftPath(shop), report, cancellationToken);

    /// <returns>Null before the first refresh.</returns>
    public Task<DriftReport?> FindAsync(ShopId shop, CancellationToken cancellationToken) => ReadAsync<DriftReport>(DriftPath(shop), cancellationToken);

    private Task WriteAsync<T>(string path, T document, CancellationToken cancellationToken) =>
        _blobs.WriteAsync(path, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(document, JsonSerializerOptions.Web)), null, cancellationToken);

    private async Task<T?> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class =>
        (await _blobs.ReadAsync(path, cancellationToken).ConfigureAwait(false))?.Content.ToObjectFromJson<T>(JsonSerializerOptions.Web);

    private static string PopulationPath(ShopId shop, string model, string version) => $"{shop}/{model}/{version}/population.json";

    private static string DriftPath(ShopId shop) => $"{shop}/drift.json";
}
