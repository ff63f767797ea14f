using Insight.Ingestion;
using Insight.LocalHost.Hosting;
using Insight.LocalHost.Output;
using Insight.Profiles;
using Insight.Training.Runs;

namespace Insight.LocalHost.Client;

/// <summary>The steps from dropped files to scored customers, each with progress and an end: demo and try share them.</summary>
internal sealed class ShopSteps(InsightClient client, Screen screen)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IngestionLimit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan TrainingLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan RefreshLimit = TimeSpan.FromMinutes(15);

    /// <summary>Drops files and waits until each has been settled. Receipts come in the order of the files.</summary>
    public async Task<IReadOnlyList<IngestionReceipt>> DropAsync(IReadOnlyList<(string File, string Name)> files, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        await screen.StepAsync($"Dropping {files.Count} {(files.Count == 1 ? "file" : "files")}", async say =>
        {
            foreach (var (file, name) in files)
            {
                say(name);
                paths.Add(await client.UploadAsync(file, name, cancellationToken));
            }
        });

        var receipts = new IngestionReceipt?[paths.Count];
        await screen.StepAsync("Reading and cleaning", say => UntilAsync("the receipts", IngestionLimit, async () =>
        {
            for (var i = 0; i < paths.Count; i++)
            {
                // A mapping dropped beside a file has no rows of its own and so no receipt.
                receipts[i] = paths[i].EndsWith(".mapping.json", StringComparison.OrdinalIgnoreCase)
                    ? receipts[i]
                    : (await client.ReceiptsAsync(paths[i], cancellationToken)).FirstOrDefault(receipt => receipt.Status != IngestionStatus.Running);
            }

            var wanted = paths.Count(path => !path.EndsWith(".mapping.json", StringComparison.OrdinalIgnoreCase));
            var settled = receipts.Count(receipt => receipt is not null);
            say($"{settled} of {wanted} files");
            return settled == wanted;
        }, cancellationToken));
        return [.. receipts.OfType<IngestionReceipt>()];
    }

    /// <summary>Trains every model and waits for the run and for the refresh of the profiles after it.</summary>
    /// <exception cref="LocalHostException">A model failed; the message says which and why.</exception>
    public async Task<(TrainingRun Run, SegmentsReport Segments)> TrainAsync(DateOnly? asOf, int? horizonDays, CancellationToken cancellationToken)
    {
        var runId = await client.StartTrainingAsync(asOf, horizonDays, cancellationToken);
        TrainingRun? run = null;
        await screen.StepAsync("Training", say => UntilAsync($"run {runId}", TrainingLimit, async () =>
        {
            run = await client.RunAsync(runId, cancellationToken);
            say(string.Join(", ", run.Models.Select(model => $"{model.Model} {model.Status.ToString().ToLowerInvariant()}")));
            return run.Status is TrainingStatus.Done or TrainingStatus.Failed;
        }, cancellationToken));
        if (run!.Models.FirstOrDefault(model => model.Status == TrainingStatus.Failed) is { } failed) // set by the step, or it threw
        {
            throw new LocalHostException($"Training of {failed.Model} failed: {failed.Reason}");
        }

        SegmentsReport? segments = null;
        await screen.StepAsync("Scoring every customer", say => UntilAsync("the refresh of the profiles", RefreshLimit, async () =>
        {
            var champions = await client.ChampionsAsync(cancellationToken);
            segments = await client.SegmentsAsync(cancellationToken);
            say(segments is null ? "waiting" : $"{segments.Customers} customers");
            return segments is not null && champions.All(champion => segments.Model.GetValueOrDefault(champion.Key) == champion.Value);
        }, cancellationToken));
        return (run, segments!); // set by the step, or it threw
    }

    /// <summary>Shows what to offer some customers next.</summary>
    public async Task RecommendAsync(IReadOnlyList<string> customers, CancellationToken cancellationToken)
    {
        const int Shown = 3;
        Tables.Recommendations(screen, customers, await client.RecommendAsync(customers.Select(customer => new { customerId = customer, count = Shown }), cancellationToken));
    }

    /// <summary>Asks for the report and saves it. Returns its path.</summary>
    public async Task<string> SaveReportAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(folder, $"{client.Shop}-report.html"));
        Directory.CreateDirectory(folder);
        await screen.StepAsync("Drawing the report", _ => UntilAsync("the report", RefreshLimit, async () =>
        {
            if (await client.ReportAsync(cancellationToken) is not { } html)
            {
                return false;
            }

            await File.WriteAllTextAsync(path, html, cancellationToken);
            return true;
        }, cancellationToken));
        return path;
    }

    private static async Task UntilAsync(string what, TimeSpan limit, Func<Task<bool>> done, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            while (!await done())
            {
                await Task.Delay(Poll, timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalHostException($"Waited {limit.TotalMinutes:0} minutes for {what}; the log above may say why.");
        }
    }
}
