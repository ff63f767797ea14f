using System.Globalization;
using Insight.Features;
using Insight.Tests.Ingestion;
using Insight.Testing;

namespace Insight.Tests.Lake;

[Collection(AzuriteCollection.Name)]
public sealed class InteractionsTests(AzuriteFixture azurite)
{
    private const string Events = """
        event_id,session_id,anonymous_id,customer_id,event_type,product_id,occurred_at,order_id
        e1,s1,v1,c1,view_item,P1,2025-03-01T10:00:00Z,
        e2,s1,v1,c1,add_to_cart,P1,2025-03-01T10:01:00Z,
        e3,s1,v1,c1,purchase,P1,2025-03-01T10:02:00Z,1
        e4,s2,v2,,view_item,P2,2025-03-01T11:00:00Z,
        e5,s3,,,rating,P3,2025-03-01T12:00:00Z,
        e6,s1,v1,c1,view_item_list,P2,2025-03-01T09:00:00Z,
        e7,s1,v1,c1,search,,2025-03-01T09:30:00Z,
        e8,s2,v2,,purchase,P2,2025-03-01T11:05:00Z,
        e9,s2,v2,,purchase,P2,2025-03-01T11:10:00Z,4
        e10,,,,view_item,P2,2025-03-01T11:10:00Z,

        """;

    private const string Orders = """
        order_id,product_id,quantity,unit_price,ordered_at,customer_id,status
        1,P1,1,10,2025-03-01T10:02:00Z,c1,
        1,P1,1,9,2025-03-01T10:02:00Z,c1,
        1,POST,1,4,2025-03-01T10:02:00Z,c1,
        2,P3,2,5,2025-02-01T10:00:00Z,c1,
        2,P2,1,5,2025-02-01T10:00:00Z,c1,
        2,P4,-1,5,2025-02-01T10:00:00Z,c1,
        3,P1,1,10,2025-03-02T10:00:00Z,,
        5,P1,1,10,2025-03-02T10:00:00Z,c2,cancelled

        """;

    [SkippableFact]
    public async Task EachOnce_OwnerByOwner_OldestFirst()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("orders.csv", Orders);
        await bench.DropAsync("events.csv", Events);

        Assert.Equal(
            [
                "a:v2 s:s2 P2 03-01T11:00 View", "a:v2 s:s2 P2 03-01T11:10 Purchase",
                "c:c1 o:2 P2 02-01T10:00 Purchase", "c:c1 o:2 P3 02-01T10:00 Purchase", "c:c1 s:s1 P1 03-01T10:00 View", "c:c1 s:s1 P1 03-01T10:01 Cart", "c:c1 s:s1 P1 03-01T10:02 Purchase",
                "o:3 o:3 P1 03-02T10:00 Purchase",
                "s:s3 s:s3 P3 03-01T12:00 View",
            ],
            await ReadAsync(bench));
        Assert.Equal(
            ["c:c1 o:2 P2 02-01T10:00 Purchase", "c:c1 o:2 P3 02-01T10:00 Purchase", "c:c1 s:s1 P1 03-01T10:00 View", "c:c1 s:s1 P1 03-01T10:01 Cart"],
            await ReadAsync(bench, Cutoff.AtInstant(bench.Shop, new DateTimeOffset(2025, 3, 1, 10, 1, 0, TimeSpan.Zero))));
    }

    [SkippableFact]
    public async Task WhereEventsAloneTell_AVisitorIsTheCustomer()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("events.csv", "timestamp,visitorid,event,itemid,transactionid\n1740823200000,7,view,P1,\n1740823260000,7,transaction,P1,4000\n1740823320000,8,view,P2,\n");

        Assert.Equal(["c:7  P1 03-01T10:00 View", "c:7 o:4000 P1 03-01T10:01 Purchase", "c:8  P2 03-01T10:02 View"], await ReadAsync(bench));
    }

    [SkippableFact]
    public async Task WithoutAClock_ThePlaceIsTheTime_WhateverTheCutoff()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("pairs.txt", "1 10\n1 11\n2 10\n1 9\n3 11\n");
        await bench.DropAsync("buys.csv", "customer_id,event_type,product_id,position\n2,buy,12,9\n");

        var cutoff = Cutoff.EndOf(bench.Shop, new DateOnly(2001, 1, 1));
        Assert.Equal(["c:1  10  View", "c:1  11  View", "c:1  9  View", "c:2  10  View", "c:2  12  Purchase", "c:3  11  View"], await ReadAsync(bench, cutoff));
    }

    private static async Task<List<string>> ReadAsync(IngestionBench bench, Cutoff? until = null)
    {
        await using var lake = await bench.OpenLakeAsync();
        var rows = new List<string>();
        await foreach (var (owner, session, product, at, kind) in lake.ReadInteractionsAsync(until, default))
        {
            rows.Add($"{owner} {session} {product} {at?.ToString("MM-ddTHH:mm", CultureInfo.InvariantCulture)} {kind}");
        }

        return rows;
    }
}
