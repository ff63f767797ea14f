using Insight.Recommendations;
using Insight.Scoring;

namespace Insight.Tests.Recommendations;

public sealed class RecommendationAnswerTests
{
    /// <summary>A score of what is popular is its part of the most popular product's sales.</summary>
    [Fact]
    public void ForPages_ScoresTellTheOrderAlone()
    {
        RecommendationAnswer answer = new()
        {
            Items = [Product("a", 0.9f), Product("b", 0.03f), Product("c", 0.02f)], Basis = Bases.Popularity, Model = new Dictionary<string, string>(), Snapshot = "s1", AsOf = DateTimeOffset.UnixEpoch, Currency = "EUR",
        };

        Assert.Equal([("a", 1f), ("b", 1 / 2f), ("c", 1 / 3f)], answer.ForPages().Items.Select(item => (item.ProductId, item.Score)));

        static RecommendedProduct Product(string id, float score) => new() { ProductId = id, Title = id, Category = null, Price = 1, Score = score, Reasons = [] };
    }
}
