using Insight.Drift;
using Insight.Features;
using Insight.Lake;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Refresh;

/// <summary>
/// Scores every customer of a shop and recommends to them: lake → profiles in the table, <c>exports/{shop}/{yyyy-MM-dd}/customers.csv</c> (the day scored for) and
/// <c>recommendations.csv</c>, the catalog of products, and last the pointer. On the way it measures the drift since training. Done again it changes nothing; interrupted it can be done again. A backtest only exports, below <c>exports/{shop}/runs/{runId}/</c>.
/// </summary>
public sealed class ProfileRefresher(
    ShopLake lake, ShopDirectory shops, ModelRegistry registry, ModelCache cache, CustomerScorer scorer, ProfileTable profiles, RefreshPointers pointers,
    ProductCatalogs catalogs, DriftStore drift, InsightStorage storage, WorkFolder work, TimeProvider time)
{
    /// <summary>Customers scored together.</summary>
    private const int BatchSize = 1000;

    /// <summary>Reasons that a profile keeps of each prediction: the weightiest.</summary>
    private const int KeptReasons = 5;

    /// <param name="runId">A backtest's: its models, at its time; null for the champions at the end of the data.</param>
    /// <param name="asOf">Time of a run that stored no model; otherwise the models say it.</param>
    public async Task<RefreshSummary> RefreshAsync(Shop shop, string? runId, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default)
    {
        var reader = await lake.OpenAsync(shop, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var run = runId is null ? [] : (await registry.FindRunModelsAsync(shop.Id, runId, cancellationToken).ConfigureAwait(false)).Values.ToList();
            using var models = runId is null
                ? await cache.GetAsync(shop.Id, latest: true, cancellationToken).ConfigureAwait(false)
                : await ModelSet.LoadAsync(registry, shop.Id, run, cancellationToken).ConfigureAwait(false);
            var settings = await shops.GetSettingsAsync(shop.Id, cancellationToken).ConfigureAwait(false);
            var runTime = run.Count > 0 ? run.Max(manifest => manifest.AsOf) : asOf;
            var cutoff = runId is not null && runTime is { } at
                ? Cutoff.AtInstant(shop, at)
                : await reader.DataCutoffAsync(cancellationToken).ConfigureAwait(false) ?? Cutoff.AtInstant(shop, time.GetUtcNow());
            var context = new ScoringContext
            {
                Shop = shop,
                Cutoff = cutoff,
                Models = models,
                Rfm = await FitAsync(reader, cutoff, cancellationToken).ConfigureAwait(false),
                Snapshot = reader.Snapshot.Id,
                Reasons = runId is null ? KeptReasons : 0,
                HorizonDays = run.Count > 0 ? run[0].HorizonDays : settings.HorizonDays,
            };
            return await ScoreAllAsync(reader, context, CatalogBuilder.Build(reader, cutoff, asThen: runId is not null, cancellationToken), runId, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<RfmThresholds> FitAsync(LakeReader reader, Cutoff cutoff, CancellationToken cancellationToken)
    {
        var measured = new List<(double, int, double)>();
        await foreach (var history in reader.ReadHistoriesAsync(cutoff, HistoryContent.Orders, cancellationToken).ConfigureAwait(false))
        {
            if (RfmThresholds.Measure(history, cutoff) is { } customer)
            {
                measured.Add(customer);
            }
        }

        return RfmThresholds.Fit(measured);
    }

    private async Task<RefreshSummary> ScoreAllAsync(LakeReader reader, ScoringContext context, ProductCatalog catalog, string? runId, CancellationToken cancellationToken)
    {
        var shop = context.Shop.Id;
        var summary = new PopulationSummary();
        var writer = runId is null ? await ProfileWriter.OpenAsync(profiles, shop, reader.Snapshot.Version, cancellationToken).ConfigureAwait(false) : null;
        var drifted = runId is null ? await DriftTally.OpenAsync(drift, shop, context.Models, context.Cutoff, cancellationToken).ConfigureAwait(false) : null;
        var recommendations = new CustomerRecommendations(context.Models.Recommendations, catalog, context.Cutoff.At, asThen: runId is not null);
        var files = new ExportFiles(work, recommendations.Popular);
        await using (files.ConfigureAwait(false))
        {
            try
            {
                await foreach (var histories in reader.ReadHistoriesAsync(context.Cutoff, HistoryContent.Everything, cancellationToken).Chunk(BatchSize).ConfigureAwait(false))
                {
                    var scored = scorer.Score(histories, context);
                    var recommended = recommendations.Of(histories);
                    for (var i = 0; i < histories.Length; i++)
                    {
                        var profile = With(scored[i], recommended[i].Own, context.Models);
                        summary.Add(profile);
                        drifted?.Add(histories[i], profile);
                        var updatedAt = writer is null ? (DateTimeOffset?)null : await writer.AddAsync(profile, histories[i], cancellationToken).ConfigureAwait(false);
                        await files.AddAsync(profile, recommended[i].All, updatedAt).ConfigureAwait(false);
                    }
                }

                await (writer?.CompleteAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            }
            finally
            {
                if (writer is not null)
                {
                    await writer.DisposeAsync().ConfigureAwait(false);
                }
            }

            var export = $"{CustomerExports.Folder(shop, runId, context.Cutoff.Day)}/customers.csv";
            await files.UploadAsync(storage.Container(Names.Containers.Exports), export, withTimes: writer is not null, cancellationToken).ConfigureAwait(false);
            if (drifted is not null)
            {
                await drift.WriteAsync(shop, drifted.Report(reader.Snapshot.Id), cancellationToken).ConfigureAwait(false);
            }

            await WriteCatalogAsync(shop, runId, reader.Snapshot.Version, catalog, cancellationToken).ConfigureAwait(false);
            var pointer = Pointer(reader, context, summary, export);
            await pointers.WriteAsync(shop, runId, pointer, cancellationToken).ConfigureAwait(false);
            return new RefreshSummary(pointer, writer?.Written ?? 0, writer?.Unchanged ?? 0, writer?.Removed ?? 0);
        }
    }

    /// <summary>A profile with what is recommended, and the version that did it.</summary>
    private static CustomerProfile With(CustomerProfile profile, IReadOnlyList<ProfileRecommendation>? recommendations, ModelSet models) => recommendations is null
        ? profile
        : profile with
        {
            Recommendations = recommendations,
            Model = profile.Model.Count == 0 ? models.Recommendations!.VersionByName : models.Versions, // only a model recommends
        };

    /// <summary>Unless a refresh of a later snapshot was faster.</summary>
    private async Task WriteCatalogAsync(ShopId shop, string? runId, long snapshotVersion, ProductCatalog catalog, CancellationToken cancellationToken)
    {
        if (await pointers.FindAsync(shop, runId, cancellationToken).ConfigureAwait(false) is not { } present || present.SnapshotVersion <= snapshotVersion)
        {
            await catalogs.WriteAsync(shop, runId, catalog, cancellationToken).ConfigureAwait(false);
        }
    }

    private RefreshPointer Pointer(LakeReader reader, ScoringContext context, PopulationSummary summary, string export) => new()
    {
        AsOf = context.Cutoff.At,
        Snapshot = reader.Snapshot.Id,
        SnapshotVersion = reader.Snapshot.Version,
        Rfm = context.Rfm ?? RfmThresholds.Fit([]),
        Models = context.Models.Versions,
        HorizonDays = context.HorizonDays,
        Currency = context.Shop.Currency,
        Customers = summary.Customers,
        Export = export,
        Segments = summary.Segments(context.Models.Find(ModelNames.Segments)?.Manifest),
        Groups = summary.Groups(),
        FinishedAt = time.GetUtcNow(),
    };
}
