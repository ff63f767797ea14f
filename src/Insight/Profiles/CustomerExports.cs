using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Profiles;

/// <summary>Reads the customers.csv that the last refresh, or a backtest, wrote.</summary>
public sealed class CustomerExports(InsightStorage storage, RefreshPointers pointers)
{
    /// <summary>The pointer of the export; null where there is none, so that a caller can answer before a stream begins.</summary>
    public Task<RefreshPointer?> FindAsync(ShopId shop, string? runId, CancellationToken cancellationToken = default) =>
        pointers.FindAsync(shop, runId, cancellationToken);

    /// <summary>Streams the lines that pass the filter, header first.</summary>
    public async Task WriteAsync(RefreshPointer pointer, CustomerFilter filter, Stream destination, CancellationToken cancellationToken = default)
    {
        var source = await OpenAsync(pointer.Export, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            if (filter == new CustomerFilter())
            {
                await source.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
                return;
            }

            var updated = filter.UpdatedSince is { } since ? await ReadUpdatedAsync(pointer, since, cancellationToken).ConfigureAwait(false) : null;
            var segment = SegmentName(pointer, filter.Segment);
            using var reader = new StreamReader(source, Encoding.UTF8);
            var writer = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true);
            await using (writer.ConfigureAwait(false))
            {
                writer.NewLine = CustomersCsv.NewLine;
                await CustomersCsv.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
                await writer.WriteLineAsync(CustomersCsv.Header.AsMemory(), cancellationToken).ConfigureAwait(false);
                while (await CustomersCsv.ReadAsync(reader, cancellationToken).ConfigureAwait(false) is var (record, fields))
                {
                    if (Same(segment, fields[CustomersCsv.Segment]) && Same(filter.Group, fields[CustomersCsv.Group]) && updated?.Contains(fields[CustomersCsv.Id]) != false)
                    {
                        await writer.WriteLineAsync(record.AsMemory(), cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    /// <summary>The folder of the export below the container.</summary>
    internal static string Folder(ShopId shop, string? runId, DateOnly day) =>
        runId is null ? string.Create(CultureInfo.InvariantCulture, $"{shop}/{day:yyyy-MM-dd}") : $"{shop}/runs/{runId}";

    /// <summary>Beside customers.csv of a shop's refresh: when each profile last changed.</summary>
    internal static string UpdatedPath(string export) => export[..^".csv".Length] + ".updated.csv";

    /// <summary>Beside customers.csv: what is recommended to each of them.</summary>
    internal static string RecommendationsPath(string export) => export[..(export.LastIndexOf('/') + 1)] + "recommendations.csv";

    private static bool Same(string? wanted, string found) => wanted is null || string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);

    private static string? SegmentName(RefreshPointer pointer, string? segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && pointer.Segments.FirstOrDefault(s => s.Id == id) is { } found
            ? found.Name
            : segment;

    /// <summary>Ids changed since; null (everybody) where no times were written and the export is as young as asked.</summary>
    private async Task<HashSet<string>?> ReadUpdatedAsync(RefreshPointer pointer, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var blob = Container.GetBlobClient(UpdatedPath(pointer.Export));
        if (!await blob.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return pointer.FinishedAt >= since ? null : [];
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(await OpenAsync(blob.Name, cancellationToken).ConfigureAwait(false), Encoding.UTF8);
        while (await CustomersCsv.ReadAsync(reader, cancellationToken).ConfigureAwait(false) is var (_, fields))
        {
            if (DateTimeOffset.TryParse(fields[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at >= since)
            {
                ids.Add(fields[0]);
            }
        }

        return ids;
    }

    private BlobContainerClient Container => storage.Container(Names.Containers.Exports);

    private Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) =>
        Container.GetBlobClient(path).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
}
