using Insight.Features;
using Insight.Registry;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Export;
using Insight.Training.Purchase;
using Insight.Training.Segments;

namespace Insight.Training.Tests;

/// <summary>Shops that break what models assume: training must end in a servable answer or say why there is none.</summary>
public sealed class OddShopsTests
{
    private static readonly DateOnly Start = new(2020, 1, 1);

    private static readonly Dictionary<string, Func<Random, int, IEnumerable<(int Day, double Revenue, double Returned)>>> Shops = new()
    {
        ["one-time buyers"] = (random, _) => [(random.Next(400), 20 + random.Next(80), 0)],
        ["twins"] = (_, _) => [(0, 10, 0), (100, 10, 0), (300, 10, 0)],
        ["daily buyers"] = (_, c) => Enumerable.Range(c % 7, 390).Select(day => (day, 5.0, 0.0)),
        ["everyone always returns goods"] = (random, _) => Enumerable.Range(0, 6).Select(i => (i * 60 + random.Next(30), 50.0, 50.0)),
        ["only returns"] = (random, _) => [(random.Next(400), 0, 25)],
        ["pennies and millions"] = (random, c) => Enumerable.Range(0, 1 + random.Next(8)).Select(i => (random.Next(400), c % 50 == 0 ? 5e6 : 0.01, 0.0)),
        ["all gone"] = (random, _) => Enumerable.Range(0, 1 + random.Next(4)).Select(_ => (random.Next(120), 30.0 + random.Next(9), 0.0)),
        ["all new"] = (random, _) => [(399, 10.0 + random.Next(50), 0)],
        ["ordinary"] = (random, _) => Enumerable.Range(0, 1 + random.Next(9)).Select(_ => (random.Next(400), 10.0 + random.Next(50), 0.0)),
    };

    public static TheoryData<string, int, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int, int>();
        foreach (var shop in Shops.Keys.Where(shop => shop != "ordinary"))
        {
            cases.Add(shop, 250, 90, 400);
            cases.Add(shop, 250, 30, 200);
            cases.Add(shop, 1, 90, 400);
        }

        // With validation windows, and 230 days, too short for one.
        foreach (var customers in new[] { 25, 100, 500 })
        {
            cases.Add("ordinary", customers, 90, 400);
            cases.Add("ordinary", customers, 90, 230);
        }

        cases.Add("daily buyers", 40, 365, 399);
        cases.Add("all new", 40, 730, 399);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Train_EndsInAServableAnswer(string shop, int customers, int horizonDays, int asOfDay)
    {
        var input = Input(shop, customers, horizonDays, asOfDay);
        var buyers = input.RowsAt(input.Schedule.AsOf).Features;
        foreach (var (model, trained) in new[]
        {
            (ModelNames.Segments, SegmentTrainer.Train(input, CancellationToken.None)),
            (ModelNames.Purchase, PurchaseTrainer.Train(input, CancellationToken.None)),
            (ModelNames.Value, ValueTrainer.Train(input, CancellationToken.None)),
        })
        {
            Assert.NotEmpty(trained.Verdict.Reason);
            if (buyers.Count == 0)
            {
                Assert.Null(trained.Onnx);
                continue;
            }

            var outputs = GraphScorer.Run(trained.Onnx!, buyers);
            Assert.All(outputs, output => Assert.All(output.Value, value => Assert.True(double.IsFinite(value) && value >= 0, $"{model} {output.Key} {value} of {shop} ({trained.Algorithm})")));
        }
    }

    private static TrainingInput Input(string shop, int customers, int horizonDays, int asOfDay)
    {
        var random = new Random(3);
        var histories = Enumerable.Range(0, customers).Select(c => new CustomerHistory
        {
            CustomerId = $"c{c:000}",
            Orders = [.. Shops[shop](random, c).OrderBy(order => order.Day).Select((order, i) => new HistoryOrder(
                $"{i:000}", new DateTimeOffset(Start.AddDays(order.Day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), Start.AddDays(order.Day),
                order.Revenue, order.Returned, order.Revenue > 0 ? 1 : 0, 1))],
        }).ToList();
        return new TrainingInput
        {
            Shop = OnlineRetail.Shop, Histories = histories, Schedule = TrainingSchedule.Plan(Start, Start.AddDays(400), Start.AddDays(asOfDay), horizonDays),
        };
    }
}
