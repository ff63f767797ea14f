using Insight.Features;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Tests.Recommendations;

public sealed class RankingSplitTests
{
    [Fact]
    public void WithAClock_NothingIsKnownThatComesLater()
    {
        var random = new Random(3);
        var log = Logs.OfPurchases([.. Enumerable.Range(0, 200).SelectMany(i => Enumerable.Range(0, 6).Select(_ => ($"c:{i}", Math.Floor(random.NextDouble() * 240), "p" + random.Next(30))))]);

        var split = RankingSplit.Of(log, 1);

        var (validation, test) = (Last(log) - 56, Last(log) - 28);
        Assert.Equal((validation, test), (Last(split.BeforeValidation), Last(split.BeforeTest)), Close);
        Assert.NotEmpty(split.Validation);
        Assert.All(split.Validation.Concat(split.Test), example =>
        {
            Assert.NotEmpty(example.History.Products);
            Assert.All(example.History.Ages, age => Assert.True(age >= 0));
        });

        // Each example's targets are the basket after its history.
        foreach (var example in split.Test)
        {
            var sequence = log.Owners.ToList().IndexOf(example.Owner);
            var seen = example.History.Length;
            var day = log.DaysOf(sequence)[seen];
            Assert.True(day > test);
            Assert.All(log.DaysOf(sequence)[..seen].ToArray(), before => Assert.True(before < day));
            Assert.Equal(log.ProductsOf(sequence).ToArray().Skip(seen).Where((_, k) => log.DaysOf(sequence)[seen + k] == day).Distinct().Except(example.Excluded).Order(), example.Targets.Order());
        }
    }

    [Fact]
    public void WhatIsBoughtInAVisit_IsOneAnswer_BehindTheStepsThatLedToIt()
    {
        var builder = new InteractionLogBuilder();
        Add("s:0", "x", 0, InteractionKind.View);
        Add("s:1", "a", 80, InteractionKind.View);
        Add("s:1", "b", 80.25, InteractionKind.Cart);
        Add("s:1", "b", 80.5, InteractionKind.Purchase);
        Add("s:1", "c", 80.5, InteractionKind.Purchase);
        Add("s:2", "d", 81, InteractionKind.Purchase);
        var log = builder.Build();

        var asked = RankingSplit.Of(log, 1).Test.OrderBy(example => example.History.Length).Select(example => string.Join(' ', example.Targets.Select(target => log.Ids[target])));

        Assert.Equal(["a", "b", "b c"], asked); // x has nothing before it, and d is no first purchase

        void Add(string session, string product, double day, InteractionKind kind) => builder.Add("c:1", session, product, DateTimeOffset.UnixEpoch.AddDays(day), kind);
    }

    [Fact]
    public void WithoutAClock_TheLastStepIsTheTest_AndWhatWasSeenIsNoAnswer()
    {
        var split = RankingSplit.Of(Logs.Of("a b c d", "b c d e", "c"), 1);

        Assert.False(split.Repeats);
        Assert.Equal(2, split.Test.Count);
        Assert.Equal(2 + 2, split.BeforeValidation.Interactions);
        Assert.Equal(3 + 3, split.BeforeTest.Interactions);
        Assert.All(split.Test, example => Assert.Equal(3, example.Excluded.Length));
    }

    [Fact]
    public void SessionsWithoutAClock_AreHeldOutWhole()
    {
        var builder = new InteractionLogBuilder();
        for (var i = 0; i < 100; i++)
        {
            foreach (var product in (string[])["a", "b" + (i % 3), "a"])
            {
                builder.Add($"s:{i}", $"s:{i}", product, null, InteractionKind.View);
            }
        }

        var split = RankingSplit.Of(builder.Build(), 1);

        Assert.True(split.Repeats);
        Assert.Equal((80, 90), (split.BeforeValidation.Sequences, split.BeforeTest.Sequences));
        Assert.Equal((20, 20), (split.Validation.Count, split.Test.Count)); // two steps of each of ten
        Assert.Empty(split.Test.Select(example => example.Owner).Intersect(split.BeforeTest.Owners));
    }

    private static bool Close((float, float) a, (float, float) b) => Math.Abs(a.Item1 - b.Item1) < 1.5 && Math.Abs(a.Item2 - b.Item2) < 1.5;

    private static float Last(InteractionLog log) => Enumerable.Range(0, log.Sequences).Where(i => log.LengthOf(i) > 0).Max(i => log.DaysOf(i)[^1]);
}
