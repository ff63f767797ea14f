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
            var log = await ReadAsync(reader, until, cancellationToken).ConfigureAwait(false);
            var input = new RecommendationInput { Log = log, Options = options.Value, Champion = champion, SearchTime = searchTime, Time = time };
            var trained = RecommendationTrainer.Train(input, cancellationToken);
            return (trained, new TrainedOn
            {
                Snapshot = reader.Snapshot.Id,
                AsOf = until.At,
                Details = new Dictionary<string, JsonElement> { [TrainedData.Detail] = JsonSerializer.SerializeToElement(TrainedData.OrdersOf(reader.Snapshot)) },
            });
        }
    }

    /// <summary>On its own, so that what collected the log is gone while it is trained on.</summary>
    internal static async Task<InteractionLog> ReadAsync(LakeReader reader, Cutoff? until, CancellationToken cancellationToken)
    {
        var builder = new InteractionLogBuilder();
        await foreach (var (owner, session, product, happened, kind) in reader.ReadInteractionsAsync(until, cancellationToken).ConfigureAwait(false))
        {
            builder.Add(owner, session, product, happened, kind);
        }

        return builder.Build();
    }
}
