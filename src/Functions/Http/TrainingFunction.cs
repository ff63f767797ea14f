using Insight.Registry;
using Insight.Shops;
using Insight.Training.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Asks for training and tells how it went.</summary>
public sealed class TrainingFunction(ApiCall api, TrainingRuns runs, TimeProvider time)
{
    [Function("CreateTraining")]
    [ApiOperation("Trains models, now or as of an earlier time; the profiles are then scored with them.", ApiAccess.Write,
        Request = typeof(NewTraining), RequestOptional = true, Answer = typeof(TrainingStarted), Status = 202, Problems = [415])]
    [ApiParameter("Idempotency-Key", "A repeat with the same text gets the first run again.", Header = true)]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/training")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Write,
            async found =>
            {
                var sent = await RequestJson.ReadOptionalAsync<NewTraining>(request, cancellationToken).ConfigureAwait(false) ?? new NewTraining();
                var wanted = Read(sent, found) with { IdempotencyKey = IdempotencyKey.Read(request) };
                var runId = await runs.StartAsync(found.Id, wanted, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new TrainingStarted(runId), StatusCodes.Status202Accepted);
            },
            cancellationToken);

    [Function("GetTraining")]
    [ApiOperation("The run report: every model's candidates, metrics and decision.", ApiAccess.Read, Answer = typeof(TrainingRun), Problems = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/training/{runId}")] HttpRequest request,
        string shop,
        string runId,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found => await runs.FindAsync(found.Id, runId, cancellationToken).ConfigureAwait(false) is { } run
                ? ApiResults.Json(run)
                : throw ProblemException.NotFound($"There is no training run '{runId}'."),
            cancellationToken);

    private TrainingRequest Read(NewTraining sent, Shop shop)
    {
        var asOf = Instants.ParseAsOf(sent.AsOf, shop);
        if (asOf > time.GetUtcNow())
        {
            throw new InvalidFieldsException("asOf", $"'{sent.AsOf}' is still to come; expected a time that has passed.");
        }

        if (sent.HorizonDays is < ShopSettings.MinHorizonDays or > ShopSettings.MaxHorizonDays)
        {
            throw new InvalidFieldsException("horizonDays", $"{sent.HorizonDays} was found; expected {ShopSettings.MinHorizonDays} to {ShopSettings.MaxHorizonDays}.");
        }

        return new TrainingRequest
        {
            Models = RequestedModels.Read(sent.Models, ModelNames.All),
            AsOf = asOf,
            HorizonDays = sent.HorizonDays,
            Publish = sent.Publish,
            Trigger = "asked for over HTTP",
        };
    }
}
