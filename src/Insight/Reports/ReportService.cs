using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Drift;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Profiles;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Reports;

/// <summary>
/// Gathers what the report shows (lake, last refresh, champions, receipts) and stores the page as blob <c>reports/{shop}/report.html</c>.
/// Making it again replaces it.
/// </summary>
public sealed class ReportService(InsightStorage storage, ShopLake lake, ModelRegistry registry, RefreshPointers refreshes, DriftStore drift, TimeProvider time)
{
    private const int TopCustomers = 20;
    private const int MaxFiles = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Blob name of a shop's page in the container <c>reports</c>.</summary>
    public static string PathOf(ShopId shop) => $"{shop}/report.html";

    /// <summary>Makes the page from the newest data, stores it and returns it.</summary>
    public async Task<string> BuildAsync(Shop shop, CancellationToken cancellationToken)
    {
        var html = ReportPage.Render(await GatherAsync(shop, cancellationToken).ConfigureAwait(false));
        await storage.Container(Names.Containers.Reports).GetBlobClient(PathOf(shop.Id)).UploadAsync(
            BinaryData.FromString(html),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/html; charset=utf-8" } },
            cancellationToken).ConfigureAwait(false);
        return html;
    }

    /// <summary>Everything the page shows; parts that do not exist yet are empty.</summary>
    public async Task<ReportData> GatherAsync(Shop shop, CancellationToken cancellationToken)
    {
        var data = await CountAsync(shop, cancellationToken).ConfigureAwait(false);
        data = data with
        {
            Models = await ModelsAsync(shop.Id, cancellationToken).ConfigureAwait(false),
            Drift = await drift.FindAsync(shop.Id, cancellationToken).ConfigureAwait(false),
            Files = await FilesAsync(shop.Id, cancellationToken).ConfigureAwait(false),
        };
        return await AddScoresAsync(shop.Id, data, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReportData> CountAsync(Shop shop, CancellationToken cancellationToken)
    {
        await using var reader = await lake.OpenAsync(shop, cancellationToken).ConfigureAwait(false);
        var data = new ReportData
        {
            Shop = shop.Id.Value, Currency = shop.Currency, TimeZone = shop.TimeZone.Id, GeneratedAt = time.GetUtcNow(), Snapshot = reader.Snapshot.Id,
        };
        if (await reader.DataCutoffAsync(cancellationToken).ConfigureAwait(false) is not { } cutoff)
        {
            return data;
        }

        var figures = new LakeFigures(reader.Connection, cutoff);
        return figures.Totals() is { } totals
            ? data with { AsOf = cutoff.At, Totals = totals, Months = figures.Months(totals), Cohorts = figures.Cohorts(totals) }
            : data;
    }

    private async Task<ReportData> AddScoresAsync(ShopId shop, ReportData data, CancellationToken cancellationToken)
    {
        if (await refreshes.FindAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false) is not { } refresh)
        {
            return data;
        }

        var export = storage.Container(Names.Containers.Exports).GetBlobClient(refresh.Export);
        List<ScoredCustomer> customers;
        using (var text = new StreamReader(await export.OpenReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false)))
        {
            customers = [.. ScoredCustomersCsv.Read(text)];
        }

        return data with
        {
            Scores = new ScoreOrigin(
                refresh.AsOf, refresh.Snapshot, data.Models.Where(model => refresh.Models.ContainsKey(model.Model)).Select(model => model.HorizonDays).DefaultIfEmpty(refresh.HorizonDays).Max(),
                refresh.Models, customers.GroupBy(customer => customer.Basis, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal),
                customers.Count, refresh.FinishedAt),
            RfmGroups = [.. refresh.Groups.Select(group => new GroupFigures(group.Name, group.Customers, group.Revenue))],
            Segments = [.. refresh.Segments.Select(segment => new SegmentFigures(
                segment.Name, segment.Told, segment.Customers, segment.Revenue, segment.Averages.Probability, segment.Averages.ExpectedValue))],
            TopCustomers = [.. customers.Where(customer => customer.ExpectedValue is not null)
                .OrderByDescending(customer => customer.ExpectedValue).ThenBy(customer => customer.CustomerId, StringComparer.Ordinal).Take(TopCustomers)],
            Risk = RevenueAtRisk.Of(customers),
        };
    }

    private async Task<IReadOnlyList<ModelManifest>> ModelsAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var models = new List<ModelManifest>();
        foreach (var name in (string[])[ModelNames.Purchase, ModelNames.Value, ModelNames.Segments])
        {
            if (await registry.FindChampionAsync(shop, name, cancellationToken).ConfigureAwait(false) is { } model)
            {
                models.Add(model);
            }
        }

        return models;
    }

    private async Task<IReadOnlyList<FileQuality>> FilesAsync(ShopId shop, CancellationToken cancellationToken)
    {
        var container = storage.Container(Names.Containers.Reports);
        var names = new List<BlobItem>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{shop}/ingestions/", cancellationToken).ConfigureAwait(false))
        {
            names.Add(blob);
        }

        var files = new List<FileQuality>();
        foreach (var blob in names.OrderByDescending(blob => blob.Properties.LastModified).ThenBy(blob => blob.Name, StringComparer.Ordinal).Take(MaxFiles))
        {
            if (await ReadAsync<IngestionReceipt>(Names.Containers.Reports, blob.Name, cancellationToken).ConfigureAwait(false) is { } receipt)
            {
                var path = receipt.Path.StartsWith($"{shop}/", StringComparison.Ordinal) ? receipt.Path[(shop.Value.Length + 1)..] : receipt.Path;
                files.Add(new FileQuality(
                    path, receipt.Format ?? "–", receipt.Status.ToString().ToLowerInvariant(), receipt.Rows.Read, receipt.Rows.Accepted, receipt.Rows.Repaired,
                    receipt.Rows.Rejected, receipt.Rows.Duplicate, receipt.Reasons, receipt.Message));
            }
        }

        return files;
    }

    private async Task<T?> ReadAsync<T>(string container, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var content = await storage.Container(container).GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return content.Value.Content.ToObjectFromJson<T>(Json);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
