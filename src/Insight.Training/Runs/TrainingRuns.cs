using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Insight.Refresh;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Training.Runs;

/// <summary>Starts training runs and keeps their reports in table TrainingRuns.</summary>
public sealed class TrainingRuns(InsightStorage storage, TimeProvider time)
{
    /// <summary>A text property of a table holds at most 32 Ki characters.</summary>
    private const int LongestDocument = 32_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly TableClient _table = storage.Table(Names.Tables.TrainingRuns);

    /// <summary>Writes the run, then one message per model to the queue <c>training</c>.</summary>
    /// <returns>The run id; with an idempotency key that was used before, that run's.</returns>
    /// <exception cref="ArgumentException">A model is unknown, or the horizon is out of range.</exception>
    public async Task<string> StartAsync(ShopId shop, TrainingRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        var now = time.GetUtcNow();
        var runId = RunIdOf(shop, request, now);
        var run = new TrainingRun
        {
            RunId = runId, CreatedAt = now, AsOf = request.AsOf, HorizonDays = request.HorizonDays, Publish = request.Publish ?? request.AsOf is null,
            Trigger = request.Trigger,
            Models = [.. request.Models.Distinct().Select(model => new ModelRun { Model = model, Status = TrainingStatus.Queued })],
        };
        try
        {
            var entities = run.Models.Select(model => Entity(shop, ModelKey(runId, model.Model), model)).Prepend(Entity(shop, runId, run));
            await _table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 409 && request.IdempotencyKey is not null)
        {
            // The first call may have died before it sent its messages. Sending them again is harmless: a model that is done is not trained again.
            run = await FindAsync(shop, runId, cancellationToken).ConfigureAwait(false) ?? run;
        }

        foreach (var model in run.Models.Where(model => model.Status == TrainingStatus.Queued))
        {
            var message = new TrainingMessage(shop.Value, runId, model.Model, run.AsOf, run.HorizonDays, run.Publish);
            await storage.Queue(Names.Queues.Training).SendMessageAsync(JsonSerializer.Serialize(message, Json), cancellationToken).ConfigureAwait(false);
        }

        return runId;
    }

    /// <summary>The report as it stands; null for a run that the shop never started.</summary>
    public async Task<TrainingRun?> FindAsync(ShopId shop, string runId, CancellationToken cancellationToken = default)
    {
        if (!IsRunId(runId))
        {
            return null;
        }

        TrainingRun? run = null;
        var models = new Dictionary<string, ModelRun>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {shop.Value} and RowKey ge {runId} and RowKey lt {runId + "~~"}");
        await foreach (var entity in _table.QueryAsync<RunEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (entity.RowKey == runId)
            {
                run = Read<TrainingRun>(entity);
            }
            else
            {
                var model = Read<ModelRun>(entity);
                models[model.Model] = model;
            }
        }

        return run is null ? null : run with { Models = [.. run.Models.Select(model => models.GetValueOrDefault(model.Model, model))] };
    }

    /// <summary>The latest runs of a shop, the newest first.</summary>
    public async Task<IReadOnlyList<TrainingRun>> ListAsync(ShopId shop, int limit, CancellationToken cancellationToken = default)
    {
        var ids = new List<string>();
        await foreach (var entity in _table.QueryAsync<RunEntity>(e => e.PartitionKey == shop.Value, select: ["RowKey"], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (!entity.RowKey.Contains('~', StringComparison.Ordinal))
            {
                ids.Add(entity.RowKey);
            }
        }

        var runs = new List<TrainingRun>();
        foreach (var id in ids)
        {
            runs.Add((await FindAsync(shop, id, cancellationToken).ConfigureAwait(false))!); // just listed
        }

        return [.. runs.OrderByDescending(run => run.CreatedAt).Take(limit)];
    }

    /// <summary>Replaces one model's part of the report.</summary>
    internal async Task WriteAsync(ShopId shop, string runId, ModelRun model, CancellationToken cancellationToken) =>
        await _table.UpsertEntityAsync(Entity(shop, ModelKey(runId, model.Model), model), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Asks for the refresh when no model of the run is still to come. A run that published has its refresh for all profiles, a backtest for its own export. Asking twice,
    /// when two models end at once, only refreshes twice.
    /// </summary>
    internal async Task CompleteAsync(ShopId shop, string runId, CancellationToken cancellationToken)
    {
        if (await FindAsync(shop, runId, cancellationToken).ConfigureAwait(false) is not { Status: TrainingStatus.Done or TrainingStatus.Failed } run)
        {
            return;
        }

        var entity = (await _table.GetEntityAsync<RunEntity>(shop.Value, runId, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        if (entity.RefreshQueuedAt is not null)
        {
            return;
        }

        var message = run.Publish ? new RefreshMessage(shop.Value) : new RefreshMessage(shop.Value, runId, run.AsOf);
        await storage.Queue(Names.Queues.RefreshProfiles).SendMessageAsync(JsonSerializer.Serialize(message, Json), cancellationToken).ConfigureAwait(false);
        if (run.Status == TrainingStatus.Done)
        {
            // A failed model may yet succeed when its message comes again; the refresh is then wanted again.
            entity.RefreshQueuedAt = time.GetUtcNow();
            await _table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Check(TrainingRequest request)
    {
        if (request.Models.Count == 0 || request.Models.FirstOrDefault(model => !ModelNames.All.Contains(model)) is not null)
        {
            throw new ArgumentException($"Found the models [{string.Join(", ", request.Models)}]; expected one or more of {string.Join(", ", ModelNames.All)}.", nameof(request));
        }

        if (request.HorizonDays is < 7 or > 730)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found horizonDays {request.HorizonDays}; expected 7 to 730."), nameof(request));
        }
    }

    private static string RunIdOf(ShopId shop, TrainingRequest request, DateTimeOffset now)
    {
        if (request.IdempotencyKey is { } key)
        {
            return "k" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{shop}\n{key}")))[..20];
        }

        return now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    }

    private static bool IsRunId(string runId) => runId is { Length: > 0 and <= 64 } && runId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string ModelKey(string runId, string model) => $"{runId}~{model}";

    private static RunEntity Entity<T>(ShopId shop, string rowKey, T document)
    {
        var json = JsonSerializer.Serialize(document, Json);
        return json.Length <= LongestDocument
            ? new RunEntity { PartitionKey = shop.Value, RowKey = rowKey, Document = json }
            : throw new InvalidOperationException($"The report {rowKey} has {json.Length} characters; a table takes {LongestDocument}.");
    }

    private static T Read<T>(RunEntity entity) => JsonSerializer.Deserialize<T>(entity.Document, Json)
        ?? throw new InvalidOperationException($"Row {entity.RowKey} of TrainingRuns holds no document.");
}
