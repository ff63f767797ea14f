using System.Globalization;
using System.Text;
using Insight.Features;
using Insight.Lake;
using Insight.Scoring;
using Insight.Tests.Ingestion;
using Insight.Testing;

namespace Insight.Tests.Lake;

[Collection(AzuriteCollection.Name)]
public sealed class HistoriesTests(AzuriteFixture azurite)
{
    private static readonly string[] Types = ["view_item", "view_item", "view_item", "add_to_cart", "add_to_wishlist", "rating", "search", "view_item_list", "login", "purchase"];

    /// <summary>Ids beside the order of bytes: digits, letters, and two that .NET would sort the other way round.</summary>
    private static readonly string[] Customers = ["10", "9", "anna", "Bert", "\uFF21", "😀", "only-orders", "only-events"];

    [SkippableFact]
    public async Task TheSameData_ThroughTheLakeAndThroughARequest_GivesEqualHistoriesAndFeatures()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, timeZone: "Europe/Berlin");
        var random = new Random(4);
        StringBuilder orders = new("order_id,customer_id,ordered_at,product_id,quantity,unit_price\n"), events = new("event_id,customer_id,event_type,occurred_at,product_id\n");
        var sent = new Dictionary<string, HistoryBuilder>(StringComparer.Ordinal);
        foreach (var (c, customer) in Customers.Index())
        {
            var builder = sent[customer] = new HistoryBuilder(bench.Shop);
            for (var i = 0; i < 12 && customer != "only-events"; i++)
            {
                var (id, at) = ($"{c}-{i}", Moment());
                OrderLine[] lines = [.. Enumerable.Range(0, 3).Select(line => new OrderLine(line == 2 ? "POST" : Product(), random.Next(1, 4) * (random.Next(6) == 0 ? -1 : 1), random.Next(1, 90) / 4.0)).DistinctBy(line => line.ProductId)];
                foreach (var line in lines)
                {
                    orders.Append(CultureInfo.InvariantCulture, $"{id},{customer},{at:yyyy-MM-ddTHH:mm:ssZ},{line.ProductId},{line.Quantity},{line.UnitPrice}\n");
                }

                builder.Add(id, at, lines);
            }

            for (var i = 0; i < 150 && customer != "only-orders"; i++)
            {
                var (type, at) = (Types[random.Next(Types.Length)], Moment());
                var product = type is "search" or "login" ? null : random.Next(20) == 0 ? "POST" : Product();
                events.Append(CultureInfo.InvariantCulture, $"{c}-{i},{customer},{type},{at:yyyy-MM-ddTHH:mm:ssZ},{product}\n");
                builder.AddEvent(type, at, product);
            }
        }

        await bench.DropAsync("orders.csv", orders.ToString());
        await bench.DropAsync("events.csv", events.ToString());
        var read = await ReadAsync(bench, null);
        Assert.Equal(Customers.Order(StringComparer.Ordinal), read.Select(history => history.CustomerId).Order(StringComparer.Ordinal));
        var cutoff = Cutoff.EndOf(bench.Shop, new DateOnly(2024, 8, 1));
        foreach (var history in read)
        {
            var built = sent[history.CustomerId].Build(history.CustomerId);
            Assert.Equal(built.Orders, history.Orders);
            Assert.Equal(built.Browsing, history.Browsing);
            Assert.Equal(built.Trail, history.Trail);
            Assert.Equal(Features(built, cutoff), Features(history, cutoff));
        }

        Assert.Contains(read, history => history.Trail.Count == CustomerHistory.MostTrail);
        Assert.Contains(read, history => history.Browsing.Any(day => day.Products > 1));

        // Read up to a moment is cut at that moment. A trail that was full has lost what an earlier one had.
        foreach (var at in (Cutoff[])[cutoff, Cutoff.AtInstant(bench.Shop, cutoff.At.AddHours(-40)), Cutoff.AtInstant(bench.Shop, cutoff.At.AddDays(-150))])
        {
            foreach (var (then, history) in (await ReadAsync(bench, at)).Select(then => (then, read.Single(all => all.CustomerId == then.CustomerId).Until(at))))
            {
                Assert.Equal(history.Orders, then.Orders);
                Assert.Equal(history.Browsing, then.Browsing);
                Assert.Equal(history.Trail, then.Trail.TakeLast(history.Trail.Count));
                Assert.Equal(Features(history, at), Features(then, at));
            }
        }

        Assert.Equal(Customers.Length - 1, (await ReadAsync(bench, null, HistoryContent.Features)).Count);
        Assert.All(await ReadAsync(bench, null, HistoryContent.Features), history => Assert.Empty(history.Trail));
        Assert.All(await ReadAsync(bench, null, HistoryContent.Orders), history => Assert.Empty(history.Browsing));

        DateTimeOffset Moment() => new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(200 * 24 * 3600));
        string Product() => $"P{random.Next(25)}";
    }

    [SkippableFact]
    public async Task WithoutOrders_KnownCustomersAreThere_AndVisitorsOnlyIfTheyBought()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("events.csv",
            "anonymous_id,customer_id,event_type,product_id,occurred_at,value\nv1,,view_item,P1,2025-03-01T10:00:00Z,\nv1,,buy,P1,2025-03-03T10:00:00Z,10\nv2,,view_item,P1,2025-03-02T10:00:00Z,\nv3,c3,view_item,P2,2025-03-02T10:00:00Z,\n");

        var histories = (await ReadAsync(bench, null)).ToDictionary(history => history.CustomerId);
        Assert.Equal(["c3", "v1"], histories.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new BrowsingDay(new DateOnly(2025, 3, 1), 1, 0, 0, 1), Assert.Single(histories["v1"].Browsing));
        Assert.Equal([InteractionKind.View, InteractionKind.Purchase], histories["v1"].Trail.Select(step => step.Kind));
        Assert.Empty(histories["c3"].Orders);

        // A day earlier the visitor had not bought, and so was nobody.
        Assert.Equal("c3", Assert.Single(await ReadAsync(bench, Cutoff.EndOf(bench.Shop, new DateOnly(2025, 3, 2)))).CustomerId);
    }

    [SkippableFact]
    public async Task WithoutAClock_ThereIsATrailAndNoDay()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("lists.txt", "1 10 11 12\n2 11 13\n3 10 14\n4 11 12\n5 10 12 11 10\n");
        await using var lake = await bench.OpenLakeAsync();
        Assert.Null(await lake.DataCutoffAsync(default));

        var histories = await ReadAsync(bench, null);
        Assert.Equal(["1", "2", "3", "4", "5"], histories.Select(history => history.CustomerId));
        Assert.Equal(["10", "12", "11", "10"], histories[4].Trail.Select(step => step.ProductId));
        Assert.All(histories, history => Assert.Empty(history.Browsing));
    }

    [SkippableFact]
    public async Task DataCutoff_OfAShopWithoutOrders_IsTheEndOfItsEvents()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("events.csv", "customer_id,event_type,product_id,occurred_at\nc1,view_item,P1,2025-03-01T10:00:00Z\n");
        await using (var lake = await bench.OpenLakeAsync())
        {
            Assert.Equal(Cutoff.EndOf(bench.Shop, new DateOnly(2025, 3, 1)), await lake.DataCutoffAsync(default));
        }

        await bench.DropAsync("orders.csv", "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n1,P1,1,10,2025-02-01T10:02:00Z,c1\n");
        await using var ordered = await bench.OpenLakeAsync();
        Assert.Equal(Cutoff.EndOf(bench.Shop, new DateOnly(2025, 2, 1)), await ordered.DataCutoffAsync(default));
    }

    private static int[] Features(CustomerHistory history, Cutoff cutoff)
    {
        var row = new float[FeatureVector.Count];
        FeatureVector.Compute(history, cutoff, row);
        return [.. row.Select(BitConverter.SingleToInt32Bits)];
    }

    private static async Task<List<CustomerHistory>> ReadAsync(IngestionBench bench, Cutoff? until, HistoryContent content = HistoryContent.Everything)
    {
        await using var lake = await bench.OpenLakeAsync();
        var histories = new List<CustomerHistory>();
        await foreach (var history in lake.ReadHistoriesAsync(until, content, default))
        {
            histories.Add(history);
        }

        return histories;
    }
}
