using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Ingestion.Reading;
using Insight.Ingestion.Staging;
using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Insight.Ingestion;

/// <summary>
/// A dropped file becomes clean rows and a receipt: recognise → pieces → stage → clean → Parquet → snapshot → receipt. May be called
/// twice for the same upload, at once or after a crash; the result is the same.
/// </summary>
public sealed class UploadIngestor(
    InsightStorage storage,
    ShopDirectory shops,
    IngestionLedger ledger,
    SnapshotStore snapshots,
    LakeFileCache files,
    LakeBlobs blobs,
    WorkFolder work,
    TimeProvider time,
    IOptions<IngestionOptions> options,
    IOptions<LakeOptions> lakeOptions,
    ILogger<UploadIngestor> logger)
{
    private readonly IngestionOptions _options = options.Value;

    /// <summary>Works on one upload (or, for a <c>.mapping.json</c>, on the file beside it).</summary>
    /// <param name="blob">A blob of container <c>uploads</c>; its first path segment is the shop.</param>
    /// <returns>The receipt; null when there is nothing to work on: the shop or the blob is not there, or a mapping came before its file.</returns>
    public async Task<IngestionReceipt?> IngestAsync(BlobClient blob, ShopId shopId, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(shopId, cancellationToken).ConfigureAwait(false) is not { } shop)
        {
            Log.UnknownShop(logger, blob.Name);
            return null;
        }

        if (MappingStore.IsMapping(blob.Name))
        {
            return await IngestAsync(Upload(MappingStore.TargetOf(blob.Name)), shop, [IngestionStatus.Waiting, IngestionStatus.Refused], cancellationToken).ConfigureAwait(false);
        }

        var receipt = await IngestAsync(blob, shop, [], cancellationToken).ConfigureAwait(false);
        await IngestWhatWaitedForAsync(blob.Name, shop, cancellationToken).ConfigureAwait(false);
        return receipt;
    }

    /// <summary>Works once more on an upload that waits, was refused or was retracted.</summary>
    /// <returns>Null when the upload, or this version of it, is not there any more.</returns>
    public async Task<IngestionReceipt?> RetryAsync(Shop shop, string id, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(shop.Id, id, cancellationToken).ConfigureAwait(false) is not { } receipt)
        {
            return null;
        }

        var again = await IngestAsync(Upload(receipt.Path), shop, [IngestionStatus.Waiting, IngestionStatus.Refused, IngestionStatus.Retracted], cancellationToken).ConfigureAwait(false);
        return again?.Id == id ? again : null;
    }

    /// <summary>A file may be what the mapping of another joins, which came first and waits.</summary>
    private async Task IngestWhatWaitedForAsync(string name, Shop shop, CancellationToken cancellationToken)
    {
        foreach (var waiting in await ledger.PathsAsync(shop.Id, IngestionStatus.Waiting, cancellationToken).ConfigureAwait(false))
        {
            if (waiting != name && await JoinsAsync(waiting, name, cancellationToken).ConfigureAwait(false))
            {
                await IngestAsync(Upload(waiting), shop, [IngestionStatus.Waiting], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> JoinsAsync(string waiting, string name, CancellationToken cancellationToken)
    {
        try
        {
            var mapping = await MappingStore.FindAsync(storage.Container(Names.Containers.Uploads), waiting, cancellationToken).ConfigureAwait(false);
            return mapping is not null && mapping.Join.SelectMany(join => JoinedFiles.NamesOf(join, waiting)).Contains(name, StringComparer.Ordinal);
        }
        catch (MappingNeededException)
        {
            // It waits for a better mapping.
            return false;
        }
    }

    private BlobClient Upload(string name) => storage.Container(Names.Containers.Uploads).GetBlobClient(name);

    private async Task<IngestionReceipt?> IngestAsync(BlobClient blob, Shop shop, IReadOnlyCollection<IngestionStatus> again, CancellationToken cancellationToken)
    {
        BlobProperties properties;
        try
        {
            properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }

        var fresh = new IngestionReceipt
        {
            Id = IngestionLedger.IdOf(blob.Name, properties.ETag, properties.LastModified),
            Path = blob.Name,
            Status = IngestionStatus.Running,
            StartedAt = time.GetUtcNow(),
        };
        var (claim, receipt) = await ledger.ClaimAsync(shop.Id, fresh, _options.ClaimDuration, again, time, cancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            return receipt;
        }

        await using (claim.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, claim.Lost);
            receipt = await TryIngestAsync(blob, properties.ETag, shop, fresh, stop.Token).ConfigureAwait(false);
            receipt = receipt with { FinishedAt = time.GetUtcNow() };
            await WriteReportAsync(shop.Id, receipt, stop.Token).ConfigureAwait(false);
            await claim.FinishAsync(receipt, stop.Token).ConfigureAwait(false);
        }

        Log.Ingested(logger, receipt.Path, receipt.Status, receipt.Rows.Read, receipt.Rows.Accepted, receipt.Rows.Rejected, receipt.Rows.Duplicate);
        return receipt;
    }

    /// <summary>What is wrong with the file becomes its receipt; what is wrong with us is thrown, and the upload is tried again.</summary>
    private async Task<IngestionReceipt> TryIngestAsync(BlobClient blob, ETag etag, Shop shop, IngestionReceipt receipt, CancellationToken cancellationToken)
    {
        Mapping? mapping = null;
        try
        {
            mapping = await MappingStore.FindAsync(storage.Container(Names.Containers.Uploads), blob.Name, cancellationToken).ConfigureAwait(false);
            var lease = await CommitterLease.AcquireAsync(storage, shop.Id, time, lakeOptions.Value.LeaseDuration, cancellationToken).ConfigureAwait(false);
            await using (lease.ConfigureAwait(false))
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
                return await StageAndCommitAsync(blob, etag, shop, mapping, receipt, stop.Token).ConfigureAwait(false);
            }
        }
        catch (MappingNeededException e)
        {
            return receipt with { Status = IngestionStatus.Waiting, Message = e.Message, SuggestedMapping = Suggested(mapping, e.Suggestion) };
        }
        catch (UploadRefusedException e)
        {
            return receipt with { Status = IngestionStatus.Refused, Message = e.Message };
        }
        catch (RequestFailedException e) when (e.Status == 412 && e.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            return receipt with { Status = IngestionStatus.Refused, Message = "The file was replaced while it was read: nothing was taken from this version, the newer one has a receipt of its own." };
        }
    }

    private async Task<IngestionReceipt> StageAndCommitAsync(BlobClient blob, ETag etag, Shop shop, Mapping? mapping, IngestionReceipt receipt, CancellationToken cancellationToken)
    {
        using var scope = work.OpenScope();
        var (snapshot, basedOn) = await snapshots.ReadAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        if (snapshot.Uploads.Any(upload => upload.IngestionId == receipt.Id))
        {
            // Whoever worked on it before died after the commit: what is left is to say so.
            return await ReadReportAsync(shop.Id, receipt.Id, cancellationToken).ConfigureAwait(false);
        }

        using var connection = DuckDb.Open(scope.Path, shop.TimeZone.Id, lakeOptions.Value.MemoryMegabytes, keptMegabytes: lakeOptions.Value.MemoryMegabytes / 2);
        using var judging = connection.Beside();
        var staging = new UploadStaging(connection, judging, shop, new KnownRows(connection, snapshot, files), files, time.GetUtcNow(), receipt.Id, snapshot.Commit + 1);
        var quarantine = new QuarantineWriter(storage, shop.Id, receipt.Id);
        var formats = new List<string>();
        var joined = new JoinedFiles(storage.Container(Names.Containers.Uploads), blob.Name, judging, scope.Path, _options);
        var parts = new UploadPartStager(staging, joined, scope, quarantine, blobs, _options);
        await foreach (var part in UploadParts.ListAsync(blob, etag, mapping, scope.Path, _options, staging.Tally.AddNote, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                formats.Add(await parts.StageAsync(part, cancellationToken).ConfigureAwait(false));
            }
            catch (UploadRefusedException e) when (part.Name is not null)
            {
                throw new UploadRefusedException($"In {Shown.Text(part.Name)}: {e.Message}");
            }
            catch (MappingNeededException e) when (part.Name is not null)
            {
                throw new MappingNeededException($"In {Shown.Text(part.Name)}: {e.Message}", e.Suggestion);
            }
        }

        staging.Tally.AddReason("repeated_join", joined.Repeated);
        var quarantineUrl = await quarantine.FinishAsync(cancellationToken).ConfigureAwait(false);
        var brings = parts.Added.Count > 0 || staging.Replaced.Count > 0;
        if (brings)
        {
            snapshot = snapshot.Next(time.GetUtcNow(), changesData: staging.Replaced.Count > 0 || parts.Added.Any(file => !file.Seen)).With(new UploadCommit(snapshot.Commit + 1, receipt.Id)) with
            {
                Files = [.. snapshot.Files, .. parts.Added],
                Replacements = [.. snapshot.Replacements, .. staging.Replaced.Select(table => new TableReplacement(table.Name, snapshot.Commit + 1))],
            };
        }

        receipt = receipt with
        {
            Status = IngestionStatus.Done,
            Format = string.Join(", ", formats.Distinct()),
            Rows = staging.Tally.Rows,
            Reasons = staging.Tally.Reasons,
            Advice = ReasonAdvice.Among(staging.Tally.Reasons.Keys),
            Tables = staging.Tally.Tables,
            Snapshot = snapshot.Id,
            Commit = brings ? snapshot.Commit : null,
            QuarantineUrl = quarantineUrl,
            Message = Summary(staging.Tally),
        };
        if (brings)
        {
            // Before the commit, so that after a crash behind it the counts are still known.
            await WriteReportAsync(shop.Id, receipt, cancellationToken).ConfigureAwait(false);
            await snapshots.CommitAsync(shop.Id, snapshot, basedOn, cancellationToken).ConfigureAwait(false);
        }

        return receipt;
    }

    private BlobClient Report(ShopId shop, string id) => storage.Container(Names.Containers.Reports).GetBlobClient($"{shop}/ingestions/{id}.json");

    private Task WriteReportAsync(ShopId shop, IngestionReceipt receipt, CancellationToken cancellationToken) =>
        Report(shop, receipt.Id).UploadAsync(BinaryData.FromObjectAsJson(receipt, IngestionLedger.Json), overwrite: true, cancellationToken);

    private async Task<IngestionReceipt> ReadReportAsync(ShopId shop, string id, CancellationToken cancellationToken)
    {
        var report = await Report(shop, id).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        return report.Value.Content.ToObjectFromJson<IngestionReceipt>(IngestionLedger.Json) ?? throw new InvalidDataException($"reports/{shop}/ingestions/{id}.json holds no receipt.");
    }

    /// <summary>A suggestion that only decides a setting is added to the mapping there is, so that it can be dropped as it is.</summary>
    private static Mapping? Suggested(Mapping? given, Mapping? suggestion) =>
        given is not null && suggestion is { Table: null, DateOrder: { } order } ? given with { DateOrder = order } : suggestion;

    private static string Summary(RowTally tally) => (tally.Rows switch
    {
        { Read: 0 } => "The file has a header but no rows: nothing was added.",
        { Accepted: 0, Duplicate: > 0, Rejected: 0 } rows => FormattableString.Invariant($"All {rows.Duplicate} rows were known already: nothing was added."),
        { Rejected: > 0 } rows => FormattableString.Invariant($"{rows.Accepted} of {rows.Read} rows were accepted; {rows.Rejected} went to quarantine, each with its reason."),
        var rows => FormattableString.Invariant($"{rows.Accepted} of {rows.Read} rows were accepted."),
    }) + (tally.Reinterpreted == 0 ? string.Empty : FormattableString.Invariant($" {tally.Reinterpreted} bytes are no UTF-8 and were read as Windows-1252: export as UTF-8 to be sure of every character.")) + string.Concat(tally.Notes.Select(note => " " + note));
}
