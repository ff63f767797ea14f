using Insight.Features;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Repeat;

namespace Insight.Training.Tests.Recommendations;

public sealed class RepeatRecommenderTests
{
    /// <summary>Coffee every 20 days and soap every 60, by forty customers; a lamp once each.</summary>
    private static readonly InteractionLog Shop = Logs.OfPurchases([.. Enumerable.Range(0, 40).SelectMany(i => (IEnumerable<(string, double, string)>)
    [
        .. Enumerable.Range(0, 9).Select(k => ($"c:{i}", i + (20.0 * k), "coffee")),
        .. Enumerable.Range(0, 4).Select(k => ($"c:{i}", i + (60.0 * k), "soap")),
        ($"c:{i}", i + 5.0, "lamp"),
    ])]);

    [Fact]
    public void Intervals_AreTheProductsOwn()
    {
        var fitted = RepeatRecommender.Fit(Shop);

        Assert.InRange(fitted.Days[Shop.Place("coffee")], 19, 22);
        Assert.InRange(fitted.Days[Shop.Place("soap")], 45, 61);
        Assert.Equal((true, true, false), (fitted.IsRepeated[Shop.Place("coffee")], fitted.IsRepeated[Shop.Place("soap")], fitted.IsRepeated[Shop.Place("lamp")]));
    }

    /// <summary>Coffee is bought every 20 days and looked at halfway; a lamp is looked at again and again, and never bought.</summary>
    [Fact]
    public void IntervalsOfPurchases_HeedNoViews()
    {
        var builder = new InteractionLogBuilder();
        for (var i = 0; i < 40; i++)
        {
            for (var k = 0; k < 5; k++)
            {
                Add("coffee", 20 * k, InteractionKind.Purchase);
                Add("lamp", (20 * k) + 5, InteractionKind.View);
                Add("coffee", (20 * k) + 10, InteractionKind.View);
            }

            void Add(string product, int day, InteractionKind kind) => builder.Add($"c:{i}", null, product, DateTimeOffset.UnixEpoch.AddDays(day), kind);
        }

        var log = builder.Build();
        var bought = RepeatRecommender.Fit(log, purchasesOnly: true);

        Assert.InRange(bought.Days[log.Place("coffee")], 19, 21);
        Assert.Equal((true, false), (bought.IsRepeated[log.Place("coffee")], bought.IsRepeated[log.Place("lamp")]));
        Assert.InRange(RepeatRecommender.Fit(log).Days[log.Place("coffee")], 9, 12);
    }

    /// <summary>Boxes that everybody buys every seven days to the day: an age of exactly one interval is when they come back.</summary>
    [Fact]
    public void ReturnsOnTheDay_AreCountedWhereTheyAre()
    {
        var log = Logs.OfPurchases([.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(0, 6).Select(k => ($"c:{i}", i + (7.0 * k), i % 2 == 0 ? "boxed tea" : "boxed cake")))]);
        var fitted = RepeatRecommender.Fit(log);
        using var session = new RecommenderSession(fitted, log.Products);
        var scores = new float[log.Products];

        session.Score(log.History("boxed tea", "boxed cake") with { Ages = [7, 5] }, scores);

        Assert.Equal([7, 7], fitted.Days);
        Assert.True(scores[log.Place("boxed tea")] > 3 * scores[log.Place("boxed cake")], string.Join(' ', scores));
    }

    [Theory]
    [InlineData(20, 20, "coffee")]
    [InlineData(2, 60, "soap")]
    public void WhatIsDue_StandsFirst_AndWhatNobodyBuysAgainLast(float coffee, float soap, string first)
    {
        using var session = new RecommenderSession(RepeatRecommender.Fit(Shop), Shop.Products);
        var scores = new float[Shop.Products];

        session.Score(Shop.History("lamp", "soap", "coffee") with { Ages = [30, soap, coffee] }, scores);

        Assert.Equal(first, Shop.Ids[Array.IndexOf(scores, scores.Max())]);
        Assert.Equal("lamp", Shop.Ids[Array.IndexOf(scores, scores.Min())]);
        Assert.Equal(1, scores.Sum(), 1e-5);
    }
}
