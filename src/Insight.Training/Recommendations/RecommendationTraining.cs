using System.Text.Json;
using Insight.Features;
using Insight.Lake;
using Insight.Shops;
using Insight.Training.Gates;
using Insight.Training.Recommendations.Data;
using Microsoft.Extensions.Options;

namespace Insight.Training.Recommendations;

/// <summary>Trains the model <c>recommendations</c> from every interaction in a shop's lake, also of who is no customer.</summary>
public sealed class RecommendationTraining(ShopLake lake, TimeProvider time, IOptions<TrainingOptions> options)
{
    internal async Task<(TrainedModel Model, TrainedOn? Data)> TrainAsync(Shop shop, DateTimeOffset? asOf, Champion? champion, TimeSpan searchTime, CancellationToken cancellationToken)
    {
        var reader = await lake.OpenAsync(shop, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var until = asOf is { } at ? Cutoff.AtInstant(shop, at) : await reader.DataCutoffAsync(cancellationToken).ConfigureAwait(false) ?? Cutoff.AtInstant(shop, time.GetUtcNow());
            var builder = new InteractionLogBuilder();
            await foreach (var (owner, session, product, happened, kind) in reader.ReadInteractionsAsync(asOf is null ? null : until, cancellationToken).ConfigureAwait(false))
            {
                builder.Add(owner, session, product, happened, kind);
            }

            var input = new RecommendationInput { Log = builder.Build(), Options = options.Value, Champion = champion, SearchTime = searchTime, Time = time };
            var trained = RecommendationTrainer.Train(input, cancellationToken);
            return (trained, new TrainedOn
            {
                Snapshot = reader.Snapshot.Id,
                AsOf = until.At,
                Details = new Dictionary<string, JsonElement> { [TrainedData.Detail] = JsonSerializer.SerializeToElement(TrainedData.OrdersOf(reader.Snapshot)) },
            });
        }
    }
}
