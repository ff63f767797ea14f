using System.Diagnostics;
using Insight.Features;
using Insight.Lake;
using Insight.Scoring;
using Insight.Testing;
using Xunit.Abstractions;

namespace Insight.Tests.Refresh;

[Collection(AzuriteCollection.Name)]
public sealed class OnlineRetailRefreshTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const string Lines = """
        SELECT o.customer_id, o.order_id, o.ordered_at, l.product_id, l.quantity, l.unit_price
        FROM orders AS o JOIN order_lines AS l USING (order_id) WHERE o.customer_id IS NOT NULL ORDER BY o.customer_id, o.order_id, random()
        """;

    [SkippableFact]
    public async Task RealYear_RefreshRepeats_AndLinesSentScoreAsTheLakeDoes()
    {
        var path = TestData.Path("online_retail/online_retail_2009_2010.csv.gz");
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync(Path.GetFileName(path), await File.ReadAllBytesAsync(path));
        await bench.PublishAllAsync("v1");

        var watch = Stopwatch.StartNew();
        var first = await bench.RefreshAsync();
        output.WriteLine($"{first.Written} profiles in {watch.Elapsed.TotalSeconds:F1} s");
        watch.Restart();
        var second = await bench.RefreshAsync();
        output.WriteLine($"{second.Unchanged} unchanged in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.InRange(first.Written, 4_000, 4_500);
        Assert.Equal((0, first.Written, 0), (second.Written, second.Unchanged, second.Removed));

        var sent = await ReadLinesAsync(bench);
        Assert.Equal(first.Written, sent.Count);
        foreach (var chunk in sent.Chunk(1000))
        {
            watch.Restart();
            var answers = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { CustomerIds = [.. chunk.Select(history => history.CustomerId)], Customers = chunk });
            output.WriteLine($"{answers.Count} scores in {watch.ElapsedMilliseconds} ms");
            for (var i = 0; i < chunk.Length; i++)
            {
                var (known, same) = (answers[i].Profile!, answers[chunk.Length + i].Profile!);
                Assert.Equal(known.Purchase, same.Purchase);
                Assert.Equal(known.Value, same.Value);
                Assert.Equal(known.Rfm, same.Rfm);
                Assert.Equal((known.CustomerId, known.Orders, known.Revenue, known.AsOf), (same.CustomerId, same.Orders, same.Revenue, same.AsOf));
            }
        }
    }

    /// <summary>What a caller would send: every order with its lines, in no order.</summary>
    private static async Task<List<CustomerHistory>> ReadLinesAsync(RefreshBench bench)
    {
        await using var lake = await bench.Get<ShopLake>().OpenAsync(bench.Shop, default);
        var rows = lake.Connection.Query(Lines, reader => (
            Customer: reader.GetString(0), Order: reader.GetString(1), At: new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc)),
            Line: new OrderLine(reader.GetString(3), reader.GetDouble(4), reader.GetDouble(5))));
        return [.. rows.GroupBy(row => row.Customer).Select(customer => customer.GroupBy(row => (row.Order, row.At))
            .Aggregate(new HistoryBuilder(bench.Shop), (builder, order) => builder.Add(order.Key.Order, order.Key.At, [.. order.Select(row => row.Line)])).Build(customer.Key))];
    }
}
