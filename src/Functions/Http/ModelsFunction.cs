using Insight.Drift;
using Insight.Recommendations;
using Insight.Refresh;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Which model versions serve, which served before, and the way back.</summary>
public sealed class ModelsFunction(ApiCall api, ModelRegistry registry, ModelCache cache, DriftStore drift, RefreshQueue refresh)
{
    [Function("ListModels")]
    [ApiOperation("The champion of every question.", ApiAccess.Read, Answer = typeof(ModelList))]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/models")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var models = new List<ModelSummary>();
                foreach (var model in ModelNames.All)
                {
                    models.Add(ModelSummary.Of(model, await registry.FindChampionAsync(found.Id, model, cancellationToken).ConfigureAwait(false)));
                }

                return ApiResults.Json(new ModelList(models));
            },
            cancellationToken);

    [Function("GetModel")]
    [ApiOperation("The champion of one question with all candidates' metrics, former champions, and the drift of the customers since its training.", ApiAccess.Read, Answer = typeof(ModelDetail), Problems = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/models/{model}")] HttpRequest request,
        string shop,
        string model,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            found => DetailAsync(found.Id, Known(model), cancellationToken),
            cancellationToken);

    [Function("RollbackModel")]
    [ApiOperation("Lets the former champion serve again and scores the profiles with it.", ApiAccess.Write, Answer = typeof(ModelDetail), Problems = [404, 409])]
    public Task<IResult> RollbackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/models/{model}/rollback")] HttpRequest request,
        string shop,
        string model,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Write,
            async found =>
            {
                if (!await registry.RollbackAsync(found.Id, Known(model), cancellationToken).ConfigureAwait(false))
                {
                    throw new ProblemException(StatusCodes.Status409Conflict, "Conflict", $"The model '{model}' has no former champion.");
                }

                // This instance answers with it from here on; others see the pointer at their next poll.
                (await cache.GetAsync(found.Id, latest: true, cancellationToken).ConfigureAwait(false)).Dispose();
                await refresh.EnqueueAsync(new RefreshMessage(found.Id.Value), cancellationToken).ConfigureAwait(false);
                return await DetailAsync(found.Id, model, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<IResult> DetailAsync(ShopId shop, string model, CancellationToken cancellationToken)
    {
        var champion = await registry.FindChampionAsync(shop, model, cancellationToken).ConfigureAwait(false);
        var history = await registry.HistoryAsync(shop, model, cancellationToken).ConfigureAwait(false);
        var report = await drift.FindAsync(shop, cancellationToken).ConfigureAwait(false);
        return ApiResults.Json(new ModelDetail(
            model, champion is null ? null : Shown(champion), [.. history.Select(Shown)], report?.Find(model, champion?.Version)));
    }

    /// <summary>What a model is tested with at loading is of no use outside.</summary>
    private static ModelManifest Shown(ModelManifest manifest) => manifest with
    {
        Golden = null, Details = manifest.Details.Where(detail => detail.Key != GoldenHistory.Detail).ToDictionary(StringComparer.Ordinal),
    };

    private static string Known(string model) => ModelNames.All.Contains(model)
        ? model
        : throw ProblemException.NotFound($"There is no model '{model}'; there are {string.Join(", ", ModelNames.All)}.");
}
