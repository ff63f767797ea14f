using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Popularity;

/// <summary>What most people choose, lately: each interaction counts half as much after a half-life.</summary>
internal sealed class PopularityRecommender : IRecommender
{
    private readonly float[] _shares;

    private PopularityRecommender(float[] shares) => _shares = shares;

    public string Algorithm => RecommendationAlgorithms.Popularity;

    /// <param name="halfLifeDays">Without a clock all interactions count alike.</param>
    public static PopularityRecommender Fit(InteractionLog log, double halfLifeDays)
    {
        var last = log.LastDay;
        var sums = new double[log.Products];
        for (var i = 0; i < log.Sequences; i++)
        {
            var products = log.ProductsOf(i);
            var days = log.DaysOf(i);
            var weights = log.WeightsOf(i);
            for (var k = 0; k < products.Length; k++)
            {
                sums[products[k]] += weights[k] * (log.HasClock ? Math.Pow(2, (days[k] - last) / halfLifeDays) : 1);
            }
        }

        var total = Math.Max(sums.Sum(), double.Epsilon);
        return new PopularityRecommender([.. sums.Select(sum => (float)(sum / total))]);
    }

    public ProductShares Shares(HistoryGraph inputs, double weight = 1) =>
        new([(inputs.Graph.Constant(Array.ConvertAll(_shares, share => (float)(weight * share)), 1, _shares.Length), inputs.Graph.Scalar(1f))], []);
}
