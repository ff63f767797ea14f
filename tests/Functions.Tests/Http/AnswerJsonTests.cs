using System.Text.Json;
using Insight.Functions.Http;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Scoring;
using Insight.Scoring.Reasons;

namespace Insight.Functions.Tests.Http;

/// <summary>Generated code writes what the contract's options write.</summary>
public sealed class AnswerJsonTests
{
    private static readonly DateTimeOffset At = new(2024, 3, 1, 22, 59, 59, 999, TimeSpan.Zero);

    [Fact]
    public void Scores_AreWrittenAsTheOthersAre()
    {
        var full = new CustomerProfile
        {
            CustomerId = "grün <1>", FirstSeenAt = At.AddDays(-9), LastOrderAt = At, Orders = 3, Revenue = 1.0 / 3, Currency = "EUR", Rfm = new RfmScore(null, 2, 12.5, 1, 2, 3, "loyal"),
            Segment = new SegmentScore(4, "Group 4"),
            Purchase = new PurchaseScore(0.1, 0.2, 90, 0.9, At.AddDays(30), "model") { Link = ReasonLink.Logit, Base = -1.5, Reasons = [new Reason("age_days", null, 0.25, "Known for long")] },
            Value = new ValueScore(10, 1e-7, 1e21, 90, "prior"), Model = new Dictionary<string, string> { ["purchase"] = "v1" }, Snapshot = null, AsOf = At, UpdatedAt = At,
        };

        Check(new ScoresAnswer([CustomerScore.Of(new ScoredCustomer("grün <1>", full)), CustomerScore.Of(new ScoredCustomer("x", null))]), AnswerJson.Default.ScoresAnswer);
    }

    [Fact]
    public void Recommendations_AreWrittenAsTheOthersAre()
    {
        RecommendedProduct[] items =
        [
            new() { ProductId = "1", Title = "Tee's \"Kanne\"", Category = null, Price = 9.99, Score = 0.1f, Reasons = [new RecommendationReason("bought_next", "2", "Tüte", "People went on to this"), new RecommendationReason("taste")] },
            new() { ProductId = "2", Title = null, Category = "cups", Price = null, Score = -3e-9f, Basis = "prior", Reasons = [] },
        ];
        var answer = new RecommendationAnswer
        {
            Items = items, Basis = "model", Model = new Dictionary<string, string> { ["recommendations"] = "v1" }, Snapshot = "s1", AsOf = At, Currency = "EUR", Customer = "known", Unknown = ["?"],
            Message = "One",
        };

        Check(answer, AnswerJson.Default.RecommendationAnswer);
        Check(new RecommendationsAnswers([answer, answer with { Unknown = null, Customer = null, Message = null }]), AnswerJson.Default.RecommendationsAnswers);
        Check(new SimilarAnswer("1", items, "model", answer.Model, null, "EUR"), AnswerJson.Default.SimilarAnswer);
    }

    private static void Check<T>(T answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> generated) =>
        Assert.Equal(JsonSerializer.Serialize(answer, ApiJson.Answers), JsonSerializer.Serialize(answer, generated));
}
