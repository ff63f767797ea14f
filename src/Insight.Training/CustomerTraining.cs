using System.Text.Json;
using Insight.Drift;
using Insight.Features;
using Insight.Lake;
using Insight.Registry;
using Insight.Shops;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Export;
using Insight.Training.Gates;
using Insight.Training.Purchase;
using Insight.Training.Segments;
using Microsoft.Extensions.Options;

namespace Insight.Training;

/// <summary>Trains the models that score a customer by a row of features, from the histories of a shop's lake.</summary>
public sealed class CustomerTraining(ShopLake lake, TimeProvider time, IOptions<TrainingOptions> options)
{
    internal async Task<(TrainedModel Model, TrainedOn? Data)> TrainAsync(
        Shop shop, string model, DateTimeOffset? asOf, int horizonDays, Champion? champion, TimeSpan searchTime, CancellationToken cancellationToken)
    {
        var (input, snapshot, seen, orders) = await ReadAsync(shop, asOf, horizonDays, champion, cancellationToken).ConfigureAwait(false);
        if (input is null)
        {
            return (TrainedModel.None("The lake holds no order of a known customer."), null);
        }

        var trained = Train(model, input with { SearchTime = searchTime, Time = time }, cancellationToken);
        return (trained, trained.Onnx is { } onnx ? Describe(input, snapshot, seen, orders, onnx) : null);
    }

    private static TrainedModel Train(string model, TrainingInput input, CancellationToken cancellationToken) => model switch
    {
        ModelNames.Segments => SegmentTrainer.Train(input, cancellationToken),
        ModelNames.Purchase => PurchaseTrainer.Train(input, cancellationToken),
        ModelNames.Value => ValueTrainer.Train(input, cancellationToken),
        _ => throw new ArgumentException($"'{model}' is not a model of customers: expected one of {string.Join(", ", ModelNames.OfCustomers)}.", nameof(model)),
    };

    private static TrainedOn Describe(TrainingInput input, string snapshot, int seen, long orders, byte[] onnx)
    {
        var known = input.RowsAt(input.Schedule.AsOf).Features;
        return new TrainedOn
        {
            Snapshot = snapshot,
            AsOf = input.Shop.EndOf(input.Schedule.AsOf),
            Features = FeatureVector.Names,
            FeatureHash = FeatureVector.Hash,
            Golden = GoldenRows.Of(onnx, input.Histories, Cutoff.EndOf(input.Shop, input.Schedule.AsOf)),
            Population = PopulationSketch.Of(known, GraphScorer.Run(onnx, known)),
            Details = new Dictionary<string, JsonElement>
            {
                ["schedule"] = JsonSerializer.SerializeToElement(input.Schedule, JsonSerializerOptions.Web),
                [TrainedData.Detail] = JsonSerializer.SerializeToElement(orders),
                ["customers"] = JsonSerializer.SerializeToElement(new { seen, used = input.Histories.Count }),
            },
        };
    }

    /// <summary>All histories, with what came after asOf too: in a backtest the test looks at it.</summary>
    private async Task<(TrainingInput? Input, string Snapshot, int Customers, long Orders)> ReadAsync(
        Shop shop, DateTimeOffset? asOf, int horizonDays, Champion? champion, CancellationToken cancellationToken)
    {
        var reader = await lake.OpenAsync(shop, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var end = await reader.DataCutoffAsync(cancellationToken).ConfigureAwait(false);
            var sample = new HistorySample(options.Value.MaxCustomers);
            DateOnly? first = null;
            await foreach (var history in reader.ReadHistoriesAsync(null, cancellationToken).ConfigureAwait(false))
            {
                foreach (var order in history.Orders.Where(order => order.IsPurchase).Take(1))
                {
                    first = first is { } earliest && earliest < order.Day ? earliest : order.Day;
                }

                sample.Add(history);
            }

            if (end is not { } last || first is not { } start)
            {
                return (null, reader.Snapshot.Id, 0, 0);
            }

            var lastDay = last.LastFullDay;
            var day = asOf is { } at && Cutoff.AtInstant(shop, at).LastFullDay is var chosen && chosen < lastDay ? chosen : lastDay;
            var input = new TrainingInput
            {
                Shop = shop, Histories = sample.ToList(), Schedule = TrainingSchedule.Plan(start, lastDay, day, horizonDays), Options = options.Value, Champion = champion,
            };
            return (input, reader.Snapshot.Id, sample.Seen, TrainedData.OrdersOf(reader.Snapshot));
        }
    }}
