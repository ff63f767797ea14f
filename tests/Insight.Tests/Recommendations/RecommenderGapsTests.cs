using Insight.Features;
using Insight.Recommendations;
using static Insight.Tests.Recommendations.SmallShop;

namespace Insight.Tests.Recommendations;

/// <summary>Where the model knows too little: products too new for it, histories of which it says nothing, nobody known.</summary>
public sealed class RecommenderGapsTests : SmallShopTests
{
    [Fact]
    public void Unknown_IsNamedOnce_AndCountsForNothing()
    {
        var ranking = Rank(new() { Session = ["nothing", "tea", "nothing"], Exclude = ["void"], Count = 2 }, []);
        Assert.Equal(["nothing", "void"], ranking.Visit.Unknown);
        Assert.Equal(Ids(Answer(new() { Session = ["tea"], Count = 2 }, [])), Ids(Tell(ranking)));
    }

    [Fact]
    public void ProductGoneFromTheCatalog_IsNotRecommended()
    {
        var catalog = new ProductCatalog { AsOf = At, Snapshot = "s8", Products = [.. Catalog().Products.Where(product => product.Id is not ("pot" or "chai"))] };
        Assert.DoesNotContain("pot", Ids(Answer(new() { Session = ["tea"], Count = 9 }, [], catalog)));
    }

    [Fact]
    public void WhereTrainingKnewTimesAlone_WhatHasNoneIsNoStep_ButSeen()
    {
        using var model = Loaded(trained => trained.HasClock = true);
        List<Interaction> trail = [new("mug", null, InteractionKind.Purchase), Bought("tea", 20)];
        Assert.Equal(Scores(model, [Bought("tea", 20)]), Scores(model, trail));
        Assert.NotEqual(Scores(Model, [Bought("tea", 20)]), Scores(Model, trail)); // their order says what there is to say
        Assert.DoesNotContain("mug", Ids(Tell(Recommender.Rank(model.With(Catalog()), new() { Count = 9, ExcludeSeen = true }, trail, At))));

        static List<float> Scores(RecommendationModel model, List<Interaction> trail) => [.. Recommender.Rank(model.With(Catalog()), new() { Count = 7 }, trail, At).Chosen.Select(candidate => candidate.Score)];
    }

    [Fact]
    public void WhereTheModelSaysNothing_WhatIsPopularIsTheAnswer()
    {
        using var model = Loaded(trained => trained.IsSilent = true);
        var shop = model.With(Catalog());

        // Nothing follows from a lamp: what is popular where it stands, then the rest.
        var nothing = Recommender.Rank(shop, new() { Session = ["lamp"], Count = 4 }, [], At);
        Assert.Equal("popularity", nothing.Basis);
        Assert.Equal(["lamp", "poster", "tea", "sugar"], Ids(Tell(nothing)));
        Assert.All(nothing.Chosen, candidate => Assert.InRange(candidate.Score, 0, 2));

        // From tea follow pot and sugar, and no more.
        var little = Tell(Recommender.Rank(shop, new() { Session = ["tea"], Count = 3 }, [], At));
        Assert.Equal(["pot", "sugar"], Ids(little.Where(item => item.Basis is null)));
        Assert.Equal("popularity", little[2].Basis);
    }

    [Fact]
    public void TheLeastThatTheModelSays_SaysMoreThanNothing()
    {
        using var model = Loaded(trained => trained.IsSilent = true);
        var catalog = Catalog(product => product.Id == "chai" ? product with { Kin = [new Kin(5, 0.5f)] } : product);
        Assert.Equal(["pot", "sugar", "chai"], Ids(Tell(Recommender.Rank(model.With(catalog), new() { Session = ["tea"], Count = 3 }, [], At)))); // half as much as the pot is less than sugar
    }

    [Fact]
    public void Newcomer_StandsWhereItsKinStand_BelowThem()
    {
        // Tea follows from nothing here but itself is last but one without a history that leads to it; let cup lead to it.
        using var model = Trained().Next("cup", "tea", 0.9f).Load();
        var answer = Tell(Recommender.Rank(model.With(Catalog()), new() { Session = ["cup"], Count = 3 }, [], At));
        Assert.Equal(["tea", "chai", "mug"], Ids(answer));
        Assert.Equal("prior", answer[1].Basis);
        Assert.InRange(answer[1].Score, answer[2].Score, answer[0].Score);
        Assert.Equal(new RecommendationReason(RecommendationRules.Similar, "tea", "Tea", "Similar to Tea"), answer[1].Reasons.Single());

        // It obeys what all obey.
        Assert.DoesNotContain("chai", Ids(Tell(Recommender.Rank(model.With(Catalog()), new() { Session = ["cup"], Exclude = ["chai"] }, [], At))));
        Assert.DoesNotContain("chai", Ids(Tell(Recommender.Rank(model.With(Catalog(p => p.Id == "chai" ? p with { Active = false } : p)), new() { Session = ["cup"] }, [], At))));
    }

    [Fact]
    public void Newcomers_AreAFifthOfTheModelsAnswerAtMost()
    {
        var catalog = Catalog();
        var many = new ProductCatalog
        {
            AsOf = At, Snapshot = "s9",
            Products = [.. catalog.Products, .. Enumerable.Range(0, 30).Select(i => new CatalogProduct { Id = $"new{i:00}", Category = "Drinks", Kin = [new Kin(8, 0.9f), new Kin(5, 0.9f)] })],
        };
        var answer = Answer(new() { Session = ["tea"], Count = 5 }, [], many);
        Assert.Equal(5, answer.Count);
        Assert.Single(answer, item => item.Basis == "prior");
    }

    [Fact]
    public void NewcomerInTheSession_SpeaksForItsKin()
    {
        var answer = Answer(new() { Session = ["chai"], Count = 2 }, []);
        Assert.Equal("pot", answer[0].ProductId);
        Assert.Equal(0.5f * 0.8f * 0.9f, answer[0].Score + 0.001f, 1e-5f);
        Assert.Equal("People went on to this after Tea", answer[0].Reasons[0].Text); // nobody can have gone on after chai
    }

    [Fact]
    public void ShortList_IsFilledWithWhatIsPopular_Below()
    {
        var answer = Answer(new() { Session = ["tea"], Count = 9 }, []);
        Assert.Equal(9, answer.Count);
        Assert.Equal("popularity", answer.Single(item => item.ProductId == "poster").Basis);
        Assert.Equal(answer.Select(item => item.Score).OrderDescending(), answer.Select(item => item.Score));
        Assert.Equal(answer.Count, Ids(answer).Distinct().Count());
    }

    [Fact]
    public void Popularity_ForNobodyKnown_OverallThenWithinTheVisitorsCategories()
    {
        var nobody = Rank(new() { Count = 3 }, []);
        Assert.Equal(("popularity", null), (nobody.Basis, nobody.Message));
        Assert.Equal(["lamp", "tea", "sugar"], Ids(Tell(nobody)));

        // No model: what is popular where the session is, then the rest.
        var shop = Catalog().WithoutModel;
        var ranking = Recommender.Rank(shop, new() { Session = ["spoon"], Count = 5, Exclude = ["cup"] }, [], At);
        Assert.Equal("popularity", ranking.Basis);
        var told = Tell(ranking);
        Assert.Equal(["pot", "mug", "spoon", "lamp", "tea"], Ids(told));
        Assert.Equal(told.Select(item => item.Score).OrderDescending(), told.Select(item => item.Score));
        Assert.Equal("Popular in Kitchen", told[0].Reasons.Single().Text);
        Assert.Equal("From Drinks", Tell(Recommender.Rank(shop, new() { Count = 9 }, [], At))[^1].Reasons.Single().Text); // nobody ever chose chai
    }

    [Fact]
    public void BeforeTheFirstRefresh_TheModelAnswersWithIdsAlone()
    {
        var answer = Tell(Recommender.Rank(Model.With(null), new() { Session = ["tea"], Count = 2 }, [], At));
        Assert.Equal(["pot", "sugar"], Ids(answer));
        Assert.Null(answer[0].Title);
        Assert.Equal("People went on to this after tea", answer[0].Reasons[0].Text);
    }
}
