using System.Text.Json;
using Insight.Recommendations;
using Insight.Scoring;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;
using Insight.Training.Recommendations.Repeat;

namespace Insight.Training.Recommendations;

/// <summary>A fitted recommender as it is published.</summary>
/// <param name="Algorithm">One of <see cref="RecommendationAlgorithms"/>.</param>
/// <param name="Onnx">A graph of the contract (<see cref="RecommendationContract"/>).</param>
/// <param name="Index">What gives reasons for its answers (<see cref="RecommendationIndex"/>).</param>
/// <param name="Details">What serving reads in its manifest.</param>
internal sealed record ExportedRecommender(string Algorithm, byte[] Onnx, byte[] Index, IReadOnlyDictionary<string, JsonElement> Details)
{
    /// <summary><see cref="Bases.Baseline"/> or <see cref="Bases.Model"/>.</summary>
    public string Basis => RecommendationAlgorithms.IsBaseline(Algorithm) ? Bases.Baseline : Bases.Model;

    /// <param name="log">What it was fitted to.</param>
    /// <param name="split">How it was judged.</param>
    public static ExportedRecommender Of(IRecommender recommender, InteractionLog log, RankingSplit split, CancellationToken cancellationToken)
    {
        var onnx = RecommenderGraph.Build(recommender, log.Products, new Dictionary<string, string> { ["model"] = "recommendations", ["algorithm"] = recommender.Algorithm });
        return new ExportedRecommender(recommender.Algorithm, onnx, IndexOf(log, cancellationToken).Write(), new Dictionary<string, JsonElement>
        {
            [RecommendationModel.RepeatsDetail] = JsonSerializer.SerializeToElement(split.Repeats),
            [RecommendationModel.ClockDetail] = JsonSerializer.SerializeToElement(log.HasClock),
            [GoldenHistory.Detail] = JsonSerializer.SerializeToElement(GoldenHistories.Of(onnx, split.Test, log.Products), JsonSerializerOptions.Web),
        });
    }

    /// <summary>Neighbours for reasons and for what lies beside a product, of the interactions themselves and whatever serves.</summary>
    private static RecommendationIndex IndexOf(InteractionLog log, CancellationToken cancellationToken)
    {
        const int Kept = 30;
        var next = ItemToItemRecommender.Fit(log, new ItemToItemSettings { BackwardShare = 0, SameMoment = 0, DistancePower = 1, TargetPower = 0.15, Shrinkage = 20, Neighbours = Kept + 1 }, cancellationToken);
        var together = ItemToItemRecommender.Fit(log, new ItemToItemSettings { BackwardShare = 1, DistancePower = 0, AcrossVisits = 0, TargetPower = 0.5, SourcePower = 0.5, Window = 50, Neighbours = Kept + 1 }, cancellationToken);
        var repeat = RepeatRecommender.Fit(log, purchasesOnly: true);
        return new RecommendationIndex
        {
            Products = log.Ids,
            Next = next.Closest(Kept),
            Together = together.Closest(Kept),
            RepeatDays = [.. repeat.Days.Select((days, product) => log.HasClock && repeat.IsRepeated[product] ? days : float.NaN)],
        };
    }
}
