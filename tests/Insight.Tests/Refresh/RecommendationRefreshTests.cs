using System.Globalization;
using System.Text;
using Insight.Features;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Testing;

namespace Insight.Tests.Refresh;

/// <summary>From dropped files to the catalog, the profiles' recommendations and their export.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RecommendationRefreshTests(AzuriteFixture azurite)
{
    private const string Products = """
        product_id,title,category,brand,price,active
        tea,Green tea,Drinks,Leaf,4.5,true
        pot,Tea pot,Kitchen,Leaf,25,true
        old,Old cup,Kitchen,,8,false
        chai,Green chai tea,Drinks,Leaf,5,true
        POSTAGE,Postage,,,3,true

        """;

    private const string Stock = "product_id,as_of,on_hand\ntea,2021-01-01T00:00:00Z,0\ntea,2021-05-01T00:00:00Z,12\npot,2021-01-01T00:00:00Z,5\npot,2021-05-01T00:00:00Z,0\n";

    [SkippableFact]
    public async Task Catalog_KnowsListSalesAndStock_AndTheKinOfWhatIsNew()
    {
        await using var bench = await FilledAsync();
        var pointer = (await bench.RefreshAsync()).Pointer;

        var catalog = (await bench.Get<ProductCatalogs>().FindRecentAsync(bench.Shop.Id))!;
        Assert.Equal((pointer.Snapshot, pointer.AsOf), (catalog.Snapshot, catalog.AsOf));
        Assert.Equal(["chai", "lamp", "old", "pot", "tea"], catalog.Products.Select(product => product.Id));
        var tea = catalog.Products[4];
        Assert.Equal(("Green tea", "Drinks", "Leaf", 4.5, true, (bool?)true), (tea.Title, tea.Category, tea.Brand, tea.Price, tea.Active, tea.InStock));
        Assert.False(catalog.Products[2].Active);
        Assert.Equal(((bool?)false, (bool?)null), (catalog.Products[3].InStock, catalog.Products[1].InStock));
        Assert.Equal(40, catalog.Products[1].Price); // of no list: its latest sale
        Assert.Equal([4], catalog.Products[0].Kin.Take(1).Select(kin => kin.Product));
        Assert.Empty(tea.Kin);

        // As many sales a month earlier: the pot's are halved once more.
        Assert.InRange(catalog.Products[3].Popularity / tea.Popularity, 0.4, 0.6);
    }

    [SkippableFact]
    public async Task Backtest_KnowsTheSalesAndTheStockOfThen_AndLeavesTheShopsOwnAlone()
    {
        await using var bench = await FilledAsync();
        await bench.RefreshAsync("b1", bench.Shop.EndOf(new DateOnly(2021, 4, 20)));
        Assert.Null(await bench.Get<ProductCatalogs>().FindRecentAsync(bench.Shop.Id));
        var then = (await bench.Get<ProductCatalogs>().FindRecentAsync(bench.Shop.Id, "b1"))!.Products.ToDictionary(product => product.Id);
        Assert.Equal(((bool?)false, (bool?)true), (then["tea"].InStock, then["pot"].InStock));
        Assert.Equal(0, then["tea"].Popularity);
        Assert.DoesNotContain("lamp", then.Keys);
    }

    [SkippableFact]
    public async Task WithoutAModel_TheExportHasWhatIsPopular_AndProfilesHaveNone()
    {
        await using var bench = await FilledAsync();
        var pointer = (await bench.RefreshAsync()).Pointer;
        var lines = (await bench.ExportAsync($"{bench.Shop.DayOf(pointer.AsOf):yyyy-MM-dd}/recommendations.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("customer_id,rank,product_id,score,rule,reason_product_id", lines[0]);
        // tea, lamp and chai may be recommended; the pot is out of stock.
        Assert.Equal(1 + (10 * 3), lines.Length);
        Assert.Equal(["c0,1,tea,1,popular,"], lines.Skip(1).Take(1));
        Assert.Null((await bench.Profiles.FindAsync(bench.Shop.Id, "c0"))!.Profile.Recommendations);
    }

    [SkippableFact]
    public async Task WithAModel_ProfileExportAndRequestAgree_AndASecondRefreshWritesNothing()
    {
        await using var bench = await FilledAsync();
        await new TestRecommender("tea", "pot", "lamp").Next("tea", "lamp", 0.9f).Next("pot", "tea", 0.8f).PublishAsync(bench.Registry, bench.Shop.Id, "r1");
        var pointer = (await bench.RefreshAsync()).Pointer;
        Assert.Equal("r1", pointer.Models[ModelNames.Recommendations]);

        var stored = (await bench.Profiles.FindAsync(bench.Shop.Id, "c0"))!;
        Assert.Equal("r1", stored.Profile.Model[ModelNames.Recommendations]);
        var kept = stored.Profile.Recommendations!;
        Assert.Equal("lamp", kept[0].ProductId); // c0 bought tea last; the pot is out of stock
        Assert.Equal((RecommendationRules.BoughtNext, "tea", null), (kept[0].Reasons[0].Rule, kept[0].Reasons[0].ProductId, kept[0].Reasons[0].Text));

        var asked = (await bench.Get<RecommendationService>().RecommendAsync(bench.Shop, [new RecommendationRequest { CustomerId = "c0" }]))[0];
        Assert.Equal(("model", "known", pointer.AsOf), (asked.Basis, asked.Customer, asked.AsOf));
        Assert.Equal(kept.Select(item => (item.ProductId, item.Score)), asked.Items.Select(item => (item.ProductId, item.Score)));

        var csv = await bench.ExportAsync($"{bench.Shop.DayOf(pointer.AsOf):yyyy-MM-dd}/recommendations.csv");
        Assert.Contains(FormattableString.Invariant($"c0,1,lamp,{kept[0].Score:R},boughtNext,tea\r\n"), csv, StringComparison.Ordinal);
        Assert.Equal(0, (await bench.RefreshAsync()).Written);
    }

    [SkippableFact]
    public async Task Backtest_AnswersWithItsOwnModelCatalogAndTime()
    {
        await using var bench = await FilledAsync();
        await new TestRecommender("tea", "pot", "lamp").Next("pot", "lamp", 0.9f).PublishAsync(bench.Registry, bench.Shop.Id, "back", runId: "b1", promote: false);
        var pointer = (await bench.RefreshAsync("b1")).Pointer;
        var service = bench.Get<RecommendationService>();
        var answers = await service.RecommendAsync(bench.Shop, [new() { Session = ["pot"] }, new() { Session = ["pot"], RunId = "b1" }]);
        Assert.Equal(("popularity", null), (answers[0].Basis, answers[0].Snapshot)); // the shop itself was never refreshed
        Assert.Equal(("model", pointer.AsOf, pointer.Snapshot), (answers[1].Basis, answers[1].AsOf, answers[1].Snapshot));
        Assert.Equal("back", answers[1].Model[ModelNames.Recommendations]);
        Assert.Equal("lamp", answers[1].Items[0].ProductId);

        // Who is a customer today has done things since then, which nobody knew.
        await bench.DropAsync("later.csv", "order_id,customer_id,ordered_at,product_id,quantity,unit_price\nz,c0,2021-07-10T10:00:00Z,tea,1,4\n");
        await bench.RefreshAsync();
        var known = (await service.RecommendAsync(bench.Shop, [new() { CustomerId = "c0", RunId = "b1" }]))[0];
        Assert.Equal(("known", pointer.AsOf), (known.Customer, known.AsOf));
        Assert.Equal("lamp", known.Items[0].ProductId);
        await Assert.ThrowsAsync<UnknownRunException>(() => service.RecommendAsync(bench.Shop, [new() { RunId = "b2" }]));
    }

    [SkippableFact]
    public async Task WhoOptedOut_HasNoProfileAfterTheNextRefresh_AndIsAnsweredAsAStranger()
    {
        await using var bench = await FilledAsync();
        await new TestRecommender("tea", "pot", "lamp").Next("tea", "lamp", 0.9f).Next("lamp", "tea", 0.8f).PublishAsync(bench.Registry, bench.Shop.Id, "r1");
        await bench.RefreshAsync();
        Assert.NotNull(await bench.Profiles.FindAsync(bench.Shop.Id, "c0"));
        var popularity = (await bench.Get<ProductCatalogs>().FindRecentAsync(bench.Shop.Id))!.Products.ToDictionary(product => product.Id, product => product.Popularity);

        await bench.DropAsync("customers.csv", "customer_id,country,profiling_opt_out\nc0,GB,true\n");
        var refreshed = await bench.RefreshAsync();
        Assert.Equal((1, 9), (refreshed.Removed, refreshed.Pointer.Customers));
        Assert.Null(await bench.Profiles.FindAsync(bench.Shop.Id, "c0"));
        foreach (var file in (string[])["customers.csv", "recommendations.csv"])
        {
            Assert.DoesNotContain("c0,", await bench.ExportAsync($"{bench.Shop.DayOf(refreshed.Pointer.AsOf):yyyy-MM-dd}/{file}"), StringComparison.Ordinal);
        }

        // What is popular among all is no profile of anybody.
        Assert.All((await bench.Get<ProductCatalogs>().FindRecentAsync(bench.Shop.Id))!.Products, product => Assert.Equal(popularity[product.Id], product.Popularity));
        var answers = await bench.Get<RecommendationService>().RecommendAsync(bench.Shop, [new() { CustomerId = "c0" }, new() { CustomerId = "c0", Session = ["lamp"] }, new() { Session = ["lamp"] }]);
        Assert.Equal(("popularity", "unknown"), (answers[0].Basis, answers[0].Customer));
        Assert.Equal(("model", "unknown"), (answers[1].Basis, answers[1].Customer));
        Assert.Equal(answers[2].Items.Select(item => (item.ProductId, item.Score)), answers[1].Items.Select(item => (item.ProductId, item.Score)));
    }

    [Fact]
    public void Histories_OfWhichTheModelKnowsNothing_GetWhatIsPopular()
    {
        using var model = new TestRecommender("tea", "pot").Next("tea", "pot", 0.9f).Load();
        var at = new DateTimeOffset(2021, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var catalog = new ProductCatalog { AsOf = at, Snapshot = "s1", Products = [new() { Id = "lamp", Popularity = 3 }, new() { Id = "pot" }, new() { Id = "tea" }] };
        var found = new Insight.Refresh.CustomerRecommendations(model, catalog, at, asThen: false);
        var answers = found.Of([History("a"), History("b", "lamp"), History("c", "tea")]);
        Assert.Equal((found.Popular, null), (answers[0].All, answers[0].Own));
        Assert.Equal((3, null), (answers[1].All.Count, answers[1].Own));
        Assert.Equal(["pot", "tea", "lamp"], answers[2].All.Select(item => item.ProductId)); // filled up
        Assert.Equal(["pot", "tea"], answers[2].Own!.Select(item => item.ProductId));
        Assert.Equal(["lamp", "pot", "tea"], found.Popular.Select(item => item.ProductId));

        CustomerHistory History(string id, params string[] products) =>
            new() { CustomerId = id, Orders = [], Trail = [.. products.Select(product => new Interaction(product, at.AddDays(-1), InteractionKind.Purchase))] };
    }

    /// <summary>Ten customers buy a pot in April and tea in May; one of them buys a lamp, too.</summary>
    private async Task<RefreshBench> FilledAsync()
    {
        var bench = await RefreshBench.CreateAsync(azurite);
        var orders = new StringBuilder("order_id,customer_id,ordered_at,product_id,quantity,unit_price\n");
        for (var i = 0; i < 10; i++)
        {
            orders.Append(CultureInfo.InvariantCulture, $"a{i},c{i},2021-04-16T10:00:00Z,pot,1,25\n");
            orders.Append(CultureInfo.InvariantCulture, $"b{i},c{i},2021-05-16T10:00:00Z,tea,2,4\n");
        }

        orders.Append("l,c9,2021-05-17T10:00:00Z,lamp,1,40\nl,c9,2021-05-17T10:00:00Z,POSTAGE,1,3\n");
        await bench.DropAsync("orders.csv", orders.ToString());
        await bench.DropAsync("products.csv", Products);
        await bench.DropAsync("stock.csv", Stock);
        return bench;
    }
}
