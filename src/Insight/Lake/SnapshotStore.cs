using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Lake;

/// <summary>Reads and replaces <c>lake/{shop}/snapshot.json</c>. A replacement names the ETag it builds on.</summary>
public sealed class SnapshotStore(InsightStorage storage)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<(LakeSnapshot Snapshot, ETag? ETag)> ReadAsync(ShopId shop, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Blob(shop).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            var snapshot = response.Value.Content.ToObjectFromJson<LakeSnapshot>(Json)
                ?? throw new InvalidDataException($"lake/{shop}/snapshot.json holds no snapshot.");
            return (snapshot, response.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (LakeSnapshot.Empty, null);
        }
    }

    /// <exception cref="SnapshotConflictException">Somebody else committed since <paramref name="basedOn"/> was read.</exception>
    public async Task CommitAsync(ShopId shop, LakeSnapshot snapshot, ETag? basedOn, CancellationToken cancellationToken)
    {
        var conditions = basedOn is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await Blob(shop).UploadAsync(
                BinaryData.FromObjectAsJson(snapshot, Json),
                new BlobUploadOptions { Conditions = conditions, HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } },
                cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            throw new SnapshotConflictException($"lake/{shop}/snapshot.json was replaced while {snapshot.Id} was made: expected ETag {basedOn?.ToString() ?? "none"}, found another.", e);
        }
    }

    private BlobClient Blob(ShopId shop) => storage.Container(Names.Containers.Lake).GetBlobClient($"{shop}/snapshot.json");
}
