using Insight.Features;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Tests.Features;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Scoring;

public sealed class CustomerScorerTests
{
    private static readonly Shop Shop = new()
    {
        Id = ShopId.Parse("scorer"),
        Currency = "EUR",
        TimeZone = TimeZoneInfo.Utc,
        Salt = new byte[32],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly Cutoff Cutoff = Histories.EndOf(new DateOnly(2021, 6, 30));
    private readonly CustomerScorer _scorer = new(new FakeTimeProvider(new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    private static ModelSet Models(params string[] models) => new(new LoadedModels([.. models.Select(model =>
    {
        var onnx = TestModels.Of(model);
        return new CachedModel(OnnxModel.Load(TestModels.Manifest(model, $"{model}-1", onnx), onnx), onnx.Length);
    })]));

    private static ScoringContext Context(ModelSet models) =>
        new() { Shop = Shop, Cutoff = Cutoff, Models = models, Rfm = RfmThresholds.Fit([(10, 1, 20)]), Snapshot = "s7" };

    [Fact]
    public void Score_Batch_EqualsOneByOne_AndTheModelWorkedByHand()
    {
        using var models = Models([.. ModelNames.OfCustomers]);
        var histories = Histories.Random(300, seed: 5).ToList();
        var batch = _scorer.Score(histories, Context(models));
        var bought = 0;
        for (var i = 0; i < histories.Count; i++)
        {
            var single = Assert.Single(_scorer.Score([histories[i]], Context(models)));
            Assert.Equal(single.Purchase!.Probability, batch[i].Purchase!.Probability, 1e-7);
            Assert.Equal(single.Purchase.ExpectedOrders, batch[i].Purchase!.ExpectedOrders, 1e-7);
            Assert.Equal(single.Value, batch[i].Value);
            Assert.Equal(single.Segment, batch[i].Segment);
            Assert.Equal(single.Rfm, batch[i].Rfm);
            Assert.Equal(histories[i].CustomerId, batch[i].CustomerId);
            if (batch[i].Orders > 0)
            {
                bought++;
                Assert.Equal(TestModels.ExpectedProbability(histories[i].Until(Cutoff), Cutoff), batch[i].Purchase!.Probability, 1e-6);
                Assert.Equal("model", batch[i].Purchase!.Basis);
                Assert.Equal(["purchase-1", "segments-1", "value-1"], batch[i].Model.Values.Order());
            }
        }

        Assert.InRange(bought, 200, 300);
    }

    [Fact]
    public void Score_NoPurchaseDay_IsAProspectByPriorAlone()
    {
        using var models = Models([.. ModelNames.OfCustomers]);
        var history = Histories.Of(Histories.Order("r", new DateOnly(2021, 1, 1), 0, returned: 30));
        var profile = Assert.Single(_scorer.Score([history], Context(models)));
        Assert.Equal(RfmGroups.Prospects, profile.Rfm!.Group);
        Assert.Equal(("prior", "prior"), (profile.Purchase!.Basis, profile.Value!.Basis));
        Assert.Null(profile.Segment);
        Assert.Null(profile.LastOrderAt);
        Assert.Empty(profile.Model);
        Assert.Equal(-30, profile.Revenue);
        Assert.InRange(profile.Purchase.Probability, 0.001, 0.1);
    }

    [Fact]
    public void Score_WithoutModels_AnswersByPrior_LaterBuyersAreLikelier()
    {
        var old = Histories.Of(Histories.Order("a", new DateOnly(2020, 1, 1), 10), Histories.Order("b", new DateOnly(2020, 2, 1), 10));
        var late = Histories.Of(Histories.Order("a", new DateOnly(2020, 1, 1), 10), Histories.Order("b", new DateOnly(2021, 6, 1), 10));
        var profiles = _scorer.Score([old, late], Context(ModelSet.Empty));
        Assert.All(profiles, profile => Assert.Equal("prior", profile.Purchase!.Basis));
        Assert.All(profiles, profile => Assert.InRange(profile.Value!.Expected, profile.Value.Low, profile.Value.High));
        Assert.True(profiles[1].Purchase!.Probability > 2 * profiles[0].Purchase!.Probability);
    }

    [Fact]
    public void Score_WantedIsASubset_OtherAnswersAreNull()
    {
        using var models = Models([.. ModelNames.OfCustomers]);
        var history = Histories.Of(Histories.Order("a", new DateOnly(2021, 1, 1), 10));
        var profile = Assert.Single(_scorer.Score([history], Context(models) with { Wanted = [ModelNames.Value] }));
        Assert.Null(profile.Purchase);
        Assert.Null(profile.Segment);
        Assert.Equal(10, profile.Value!.Expected, 1e-6);
        Assert.Equal([ModelNames.Value], profile.Model.Keys);
    }

    [Fact]
    public void Score_OrdersAfterTheCutoff_AreNotSeen()
    {
        var known = Histories.Of(Histories.Order("a", new DateOnly(2021, 1, 1), 10));
        var future = known with { Orders = [.. known.Orders, Histories.Order("z", new DateOnly(2021, 7, 1), 999)] };
        using var models = Models([.. ModelNames.OfCustomers]);
        var profiles = _scorer.Score([known, future], Context(models));
        Assert.Equivalent(profiles[0], profiles[1], strict: true);
    }

    [Theory]
    [InlineData(0.5, 90.0)]
    [InlineData(0.75, 45.0)]
    [InlineData(0.06, 90 * 11.2023)]
    public void NextOrderAt_IsTheMedianOfAConstantHazard(double probability, double days)
    {
        var asOf = TestModels.AsOf;
        var next = CustomerScorer.NextOrderAt(probability, 90, asOf);
        if (days > 730)
        {
            Assert.Null(next);
            return;
        }

        Assert.Equal(days, (next!.Value - asOf).TotalDays, 1e-3);
    }

    [Fact]
    public void NextOrderAt_CertainAndImpossible()
    {
        Assert.Equal(TestModels.AsOf, CustomerScorer.NextOrderAt(1, 90, TestModels.AsOf));
        Assert.Null(CustomerScorer.NextOrderAt(0, 90, TestModels.AsOf));
    }

    [Fact]
    public void PriorScores_FadersCustomer_HasThePublishedExpectation()
    {
        // x = 2, t_x = 30.43 and T = 38.86 weeks, 39 weeks ahead: 1.226 (Fader, Hardie, Lee 2005, spreadsheet note).
        var (_, expected, _) = PriorScores.Purchase(2, 30.43 * 7, 38.86 * 7, 39 * 7);
        Assert.Equal(1.226, expected, 5e-3);
    }
}
