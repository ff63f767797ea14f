using Insight.Features;
using Insight.Recommendations;
using static Insight.Tests.Recommendations.SmallShop;

namespace Insight.Tests.Recommendations;

/// <summary>What a model's answer becomes: scenarios, filters, stock, diversity, reasons.</summary>
public sealed class RecommenderTests : SmallShopTests
{
    [Fact]
    public void Home_IsWhatTheGraphSays_ToTheHistoryWithTheSessionBehindIt()
    {
        var answer = Answer(new() { Session = ["pot", "cup"], Count = 5 }, [Bought("tea", 15)]);

        var trained = Trained();
        (string, float, float)[] history = [("tea", 1, 15), ("pot", 0.5f, 0), ("cup", 0.5f, 0)];
        var expected = new[] { "tea", "pot", "cup", "mug", "spoon", "sugar", "lamp" }.OrderByDescending(product => trained.Score(product, history)).Take(5).ToList();
        Assert.Equal(expected, Ids(answer));
        Assert.All(answer, item => Assert.Equal(trained.Score(item.ProductId, history), item.Score, 1e-5f));
        Assert.All(answer, item => Assert.Null(item.Basis));
    }

    [Fact]
    public void Session_OnlyTheLatestHundredCount()
    {
        var session = Enumerable.Repeat("mug", 10_000).Concat(Enumerable.Repeat("tea", 100)).ToList();
        var answer = Answer(new() { Session = session, Count = 3 }, []);
        Assert.Equal(Ids(Answer(new() { Session = [.. Enumerable.Repeat("tea", 100)], Count = 3 }, [])), Ids(answer));
        Assert.Equal(100 * 0.5f * 0.9f, answer[0].Score, 0.01f);
    }

    [Fact]
    public void Exclude_AndSeen_StayOut()
    {
        Assert.DoesNotContain("pot", Ids(Answer(new() { Session = ["tea"], Exclude = ["pot"], Count = 9 }, [])));
        var unseen = Ids(Answer(new() { Session = ["tea"], ExcludeSeen = true, Count = 9 }, [Bought("sugar", 400)]));
        Assert.Equal(7, unseen.Count);
        Assert.Empty(unseen.Intersect(["tea", "sugar"]));
    }

    [Fact]
    public void WhereNobodyComesBack_WhatWasSeenStaysOut_UnlessItIsAskedForOrDue()
    {
        using var model = Loaded(trained => trained.SeenIsNoAnswer = true);
        var shop = model.With(Catalog());
        List<Interaction> trail = [Bought("sugar", 12)];
        var request = new RecommendationRequest { Session = ["tea"], Count = 9 };

        Assert.Empty(Asked(request).Intersect(["tea", "sugar"]));
        Assert.Equal(2, Asked(request with { ExcludeSeen = false }).Intersect(["tea", "sugar"]).Count());
        Assert.Equal(["sugar"], Asked(new() { Scenario = RecommendationScenario.Again }));
        Assert.Equal(2, Ids(Answer(request, trail)).Intersect(["tea", "sugar"]).Count()); // a shop where they come back

        List<string> Asked(RecommendationRequest asked) => Ids(Tell(Recommender.Rank(shop, asked, trail, At)));
    }

    [Fact]
    public void Mask_IsRestored_ForWhoeverAsksNext()
    {
        var before = Ids(Answer(new() { Session = ["tea"], Count = 7 }, []));
        Answer(new() { Session = ["tea"], Exclude = ["pot", "sugar", "cup"], Count = 7 }, []);
        Answer(new() { Session = ["tea"], Filter = new() { Category = "Home" }, Count = 7 }, []);
        Assert.Equal(before, Ids(Answer(new() { Session = ["tea"], Count = 7 }, [])));
    }

    [Theory]
    [InlineData("kitchen", null, null, "pot,cup,mug,spoon")]
    [InlineData(null, 8.0, 25.0, "pot,cup,mug")]
    [InlineData("Home", null, 50.0, "lamp")]
    public void Filters_StandBeforeTheTop_SoThatTheListIsFull(string? category, double? low, double? high, string expected)
    {
        var answer = Answer(new() { Session = ["tea"], Filter = new() { Category = category, PriceMin = low, PriceMax = high } }, []);
        Assert.Equal(expected.Split(','), Ids(answer).Where(id => id != "chai"));
    }

    [Fact]
    public void FilterThatLeavesNothing_SaysWhy()
    {
        Assert.Equal("No product has the category 'Garden'.", Rank(new() { Session = ["tea"], Filter = new() { Category = "Garden" } }, []).Message);
        var dear = Rank(new() { Session = ["tea"], Filter = new() { PriceMin = 1000 } }, []);
        Assert.Empty(dear.Chosen);
        Assert.Contains("0 of them are not out of stock and pass the filter", dear.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InactiveNever_OutOfStockOnlyWhenItDoesNotMatter()
    {
        var catalog = Catalog(product => product.Id switch { "pot" => product with { Active = false }, "sugar" => product with { InStock = false }, "cup" => product with { InStock = true }, _ => product });
        foreach (var scenario in (RecommendationScenario[])[RecommendationScenario.Home, RecommendationScenario.Product])
        {
            var request = new RecommendationRequest { Session = ["tea"], Count = 9, Scenario = scenario };
            Assert.Empty(Ids(Answer(request, [], catalog)).Intersect(["pot", "sugar"]));
            var all = Ids(Answer(request with { Filter = new() { InStock = false } }, [], catalog));
            Assert.Contains("sugar", all);
            Assert.DoesNotContain("pot", all);
        }

        Assert.Empty(Ids(Answer(new() { Count = 9 }, [], catalog)).Intersect(["pot", "sugar"])); // nor what is popular
    }

    [Fact]
    public void Product_NeighboursOfWhatIsLookedAtComeFirst_AndItNever()
    {
        // The history alone would say pot and sugar.
        List<Interaction> trail = [.. Enumerable.Repeat(Bought("tea", 1), 5)];
        Assert.Equal("pot", Ids(Answer(new() { Session = ["mug"] }, trail))[0]);
        var beside = Ids(Answer(new() { Session = ["mug"], Scenario = RecommendationScenario.Product, Count = 9 }, trail));
        Assert.Equal(["spoon", "pot"], beside.Take(2));
        Assert.DoesNotContain("mug", beside);
    }

    [Fact]
    public void Cart_WhatGoesTogetherWithTheCart_NotWhatLiesInIt()
    {
        var answer = Answer(new() { Session = ["mug", "tea"], Scenario = RecommendationScenario.Cart, Count = 9 }, []);
        Assert.Equal(["sugar", "spoon"], Ids(answer).Take(2)); // .7 and .6; what comes next after tea, .9, does not go together with it
        Assert.Empty(Ids(answer).Intersect(["mug", "tea"]));
        Assert.Equal((RecommendationRules.BoughtTogether, "tea"), (answer[0].Reasons[0].Rule, answer[0].Reasons[0].ProductId));

        // Spoon and tea both go together with sugar: 1 − .5 × .3.
        Assert.Equal("sugar", Ids(Answer(new() { Session = ["spoon", "tea"], Scenario = RecommendationScenario.Cart }, []))[0]);
    }

    [Theory]
    [InlineData(RecommendationScenario.Product)]
    [InlineData(RecommendationScenario.Cart)]
    public void WithoutASession_ProductAndCartAreHome_AndSaySo(RecommendationScenario scenario)
    {
        var ranking = Rank(new() { Scenario = scenario, Count = 3 }, [Bought("tea", 1)]);
        Assert.Equal(Ids(Answer(new() { Count = 3 }, [Bought("tea", 1)])), Ids(Tell(ranking)));
        Assert.Contains("home", ranking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsLookedAtIsNotKnown_ProductIsHome_AndSaysSo()
    {
        var ranking = Rank(new() { Session = ["mug", "brand-new"], Scenario = RecommendationScenario.Product, Count = 3 }, []);
        Assert.Equal(Ids(Answer(new() { Session = ["mug"], Count = 3 }, [])), Ids(Tell(ranking)));
        Assert.Contains("home", ranking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Again_WhatIsDue_ByHowMuch_AndNothingElse()
    {
        // sugar 1.2 of its 10 days, tea 1.5 of its 30 (bought twice), pot is not bought again.
        var answer = Answer(new() { Scenario = RecommendationScenario.Again }, [Bought("tea", 80), Bought("tea", 45), Bought("pot", 30), Bought("sugar", 12), Viewed("lamp", 1)]);
        Assert.Equal(["tea", "sugar"], Ids(answer));
        Assert.Equal(1.5f, answer[0].Score, 1e-5f);
        Assert.Equal("Bought twice, the last time 45 days ago; usually bought again after 30 days", answer[0].Reasons[0].Text);

        Assert.Empty(Answer(new() { Scenario = RecommendationScenario.Again }, [Bought("tea", 20)]));
        // Who let eighteen intervals pass is less due than who let one pass.
        Assert.Equal(["tea"], Ids(Answer(new() { Scenario = RecommendationScenario.Again }, [Bought("sugar", 180), Bought("tea", 30)])));
        Assert.Contains("0 products are due", Rank(new() { Scenario = RecommendationScenario.Again }, []).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AsOf_NothingLaterCounts()
    {
        var then = At.AddDays(-10);
        var early = Recommender.Rank(Model.With(Catalog()), new() { AsOf = then, Count = 3 }, [Bought("tea", 20), Bought("mug", 5)], then);
        Assert.Equal(Ids(Answer(new() { Count = 3 }, [Bought("tea", 10)])), Ids(Tell(early)));
    }

    [Fact]
    public void Diversity_BringsOtherCategories_AndNoneKeepsTheOrder()
    {
        var plain = Ids(Answer(new() { Session = ["pot"], Count = 4, Exclude = ["chai"] }, []));
        Assert.Equal(["cup", "tea", "pot", "mug"], plain);
        var varied = Ids(Answer(new() { Session = ["pot"], Count = 3, Diversity = 0.9, Exclude = ["chai"] }, []));
        Assert.Equal("cup", varied[0]);
        Assert.Equal(3, varied.Select(id => Catalog().Products.Single(product => product.Id == id).Category).Distinct().Count());
    }

    [Fact]
    public void Reasons_NameTheProductThatLeadsThere()
    {
        var answer = Answer(new() { Session = ["tea"], Count = 9 }, [Bought("sugar", 20)]).ToDictionary(item => item.ProductId);
        Assert.Equal(new RecommendationReason(RecommendationRules.BoughtNext, "tea", "Tea", "People went on to this after Tea"), answer["pot"].Reasons[0]);
        Assert.Equal([RecommendationRules.Again, RecommendationRules.BoughtTogether], answer["sugar"].Reasons.Select(reason => reason.Rule)); // due since 12 days
        Assert.Equal(RecommendationRules.Taste, answer["lamp"].Reasons.Single().Rule);
        Assert.Equal(RecommendationRules.Popular, answer["poster"].Reasons.Single().Rule);
        Assert.All(answer.Values, item => Assert.All(item.Reasons, reason => Assert.False(string.IsNullOrEmpty(reason.Text))));
    }

    [Fact]
    public void Reasons_TheStrongestOfTheHistory_ByStrengthWeightAndRecency()
    {
        using var model = new Testing.TestRecommender("a", "b", "c").Next("a", "c", 0.5f).Next("b", "c", 0.4f).Load();
        // Two views: .5 × .9 against .4, so a; after many more steps of b it is still a by strength alone, but a step of b is later than .9² × .5.
        Assert.Equal("a", Leading(["a", "b"]));
        Assert.Equal("b", Leading(["a", "c", "c", "b"]));

        string? Leading(string[] session) =>
            Tell(Recommender.Rank(model.With(null), new() { Session = session }, [], At)).Single(item => item.ProductId == "c").Reasons[0].ProductId;
    }

    [Fact]
    public void Similar_Neighbours_KinForANewProduct_ThenItsCategory()
    {
        var shop = Model.With(Catalog());
        var tea = SimilarProducts.Of(shop, shop.Lookup.Find("tea"), 4);
        Assert.Equal(["pot", "sugar"], tea.Take(2).Select(pair => shop[pair.Candidate.Product].Id));
        Assert.Equal([RecommendationRules.BoughtNext, RecommendationRules.BoughtTogether, RecommendationRules.Popular, RecommendationRules.Popular], tea.Select(pair => pair.Reason.Rule));
        Assert.DoesNotContain("tea", tea.Select(pair => shop[pair.Candidate.Product].Id));

        var chai = SimilarProducts.Of(shop, shop.Lookup.Find("chai"), 3);
        Assert.Equal(["tea", "pot", "sugar"], chai.Select(pair => shop[pair.Candidate.Product].Id)); // .8, .8 × .9, .8 × .7
        Assert.All(chai, pair => Assert.Equal("prior", pair.Candidate.Basis));

        var alone = SimilarProducts.Of(Catalog().WithoutModel, 3, 2);
        Assert.Equal(["pot", "cup"], alone.Select(pair => shop[pair.Candidate.Product].Id));
    }
}
