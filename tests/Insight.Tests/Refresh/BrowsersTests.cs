using Insight.Features;
using Insight.Profiles;
using Insight.Registry;
using Insight.Scoring;
using Insight.Testing;

namespace Insight.Tests.Refresh;

/// <summary>Customers of whom only events tell.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class BrowsersTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Refresh_WhoOnlyBrowsed_IsAProspectWithATrail_BesideBuyersScoredAsBefore()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        var sample = new SampleShop(customers: 40, seed: 9);
        await bench.DropAsync("orders.csv", sample.Csv(bench.Shop));
        await bench.PublishAllAsync("v1");
        var before = (await bench.RefreshAsync()).Pointer;

        await bench.DropAsync("events.csv", "customer_id,anonymous_id,event_type,product_id,occurred_at\nann,,view_item,85123,2021-01-05T10:00:00Z\nann,,add_to_cart,85124,2021-01-05T10:01:00Z\n,v1,view_item,85123,2021-01-05T10:00:00Z\n13001,,view_item,85123,2021-01-06T10:00:00Z\n");
        var pointer = (await bench.RefreshAsync()).Pointer;
        Assert.Equal((before.AsOf, before.Customers + 1), (pointer.AsOf, pointer.Customers));

        var ann = (await bench.Profiles.FindAsync(bench.Shop.Id, "ann"))!;
        Assert.Equal((0, Bases.Prior, RfmGroups.Prospects), (ann.Profile.Orders, ann.Profile.Purchase!.Basis, ann.Profile.Rfm!.Group));
        Assert.Equal([("85123", InteractionKind.View), ("85124", InteractionKind.Cart)], ann.History!.Trail.Select(step => (step.ProductId, step.Kind)));
        Assert.Contains("\nann,0,", await bench.FilteredAsync(new CustomerFilter()), StringComparison.Ordinal);
        var buyer = (await bench.Profiles.FindAsync(bench.Shop.Id, "13001"))!;
        Assert.Equal((Bases.Model, new DateOnly(2021, 1, 6)), (buyer.Profile.Purchase!.Basis, Assert.Single(buyer.History!.Browsing).Day));

        // Scored on request from the stored history: the same answer.
        var scored = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { CustomerIds = ["ann", "13001"] });
        Assert.Equal(ann.Profile.Purchase, scored[0].Profile!.Purchase);
        Assert.Equal(buyer.Profile.Purchase.Probability, scored[1].Profile!.Purchase!.Probability, 1e-6);

        // An event after the refresh moves the time that is scored for, to the end of its day.
        var later = new HistoryBuilder(bench.Shop).AddEvent("view_item", pointer.AsOf.AddDays(2).AddHours(-1), "85123").Build("");
        var earlier = new HistoryBuilder(bench.Shop).AddEvent("view_item", pointer.AsOf.AddDays(-2), "85123").Build("");
        var sent = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { Customers = [later, earlier], Models = [ModelNames.Purchase] });
        Assert.Equal([bench.Shop.EndOf(bench.Shop.DayOf(pointer.AsOf).AddDays(2)), pointer.AsOf], sent.Select(answer => answer.Profile!.AsOf));
    }

    [SkippableFact]
    public async Task Refresh_AShopOfSequencesAlone_HasAProfileForEach()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("lists.txt", "1 10 11 12\n2 11 13\n3 10 14\n4 11 12\n5 10 12 11 10\n");

        var pointer = (await bench.RefreshAsync()).Pointer;
        Assert.Equal((bench.Time.GetUtcNow(), 5), (pointer.AsOf, pointer.Customers));
        Assert.Equal(["10", "12", "11", "10"], (await bench.Profiles.FindAsync(bench.Shop.Id, "5"))!.History!.Trail.Select(step => step.ProductId));
    }
}
