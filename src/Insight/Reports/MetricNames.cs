using Insight.Registry;

namespace Insight.Reports;

/// <summary>How metrics are called where people read them, and which way is better.</summary>
public static class MetricNames
{
    private static readonly HashSet<string> More = new(StringComparer.OrdinalIgnoreCase)
    {
        "auc", "averagePrecision", "silhouette", "spearman", "explainedOrders", "explainedRevenue",
        "accuracy", "recall", "precision", "f1", "spearmanOrders", "topDecileRevenue",
        "hitRate10", "hitRate20", "ndcg10", "ndcg20", "reciprocalRank20", "recall20", "productCoverage",
    };

    /// <summary>Metrics that should be near a target, or only describe.</summary>
    private static readonly HashSet<string> Neither = new(StringComparer.OrdinalIgnoreCase) { "coverage80", "calibrationSlope", "bias", "probabilityBias", "biasOrders", "meanActual", "groups", "customers", "buyers", "novelty", "examples" };

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auc"] = "AUC",
        ["averagePrecision"] = "Average precision",
        ["logLoss"] = "Log-loss",
        ["brier"] = "Brier score",
        ["calibrationSlope"] = "Calibration slope",
        ["accuracy"] = "Accuracy",
        ["recall"] = "Recall",
        ["precision"] = "Precision",
        ["f1"] = "F1",
        ["probabilityBias"] = "Bias of probability",
        ["mae"] = "MAE",
        ["mse"] = "MSE",
        ["rmse"] = "RMSE",
        ["topDecileRevenue"] = "Revenue of the top tenth",
        ["maeOrders"] = "MAE of orders",
        ["mseOrders"] = "MSE of orders",
        ["spearmanOrders"] = "Rank correlation of orders",
        ["rmseOrders"] = "RMSE of orders",
        ["biasOrders"] = "Bias of orders",
        ["devianceOrders"] = "Deviance of orders",
        ["deviance"] = "Deviance",
        ["bias"] = "Bias",
        ["spearman"] = "Rank correlation",
        ["coverage80"] = "In the 80 % interval",
        ["meanActual"] = "Mean truth",
        ["silhouette"] = "Silhouette",
        ["explainedOrders"] = "Explained orders",
        ["explainedRevenue"] = "Explained revenue",
        ["hitRate10"] = "HR@10",
        ["hitRate20"] = "HR@20",
        ["ndcg10"] = "NDCG@10",
        ["ndcg20"] = "NDCG@20",
        ["reciprocalRank20"] = "MRR@20",
        ["recall20"] = "Recall@20",
        ["productCoverage"] = "Products shown",
        ["novelty"] = "Novelty (bits)",
        ["examples"] = "Histories",
        ["groups"] = "Groups",
        ["customers"] = "Customers",
        ["buyers"] = "Buyers",
    };

    /// <summary>The usual name; an unknown metric keeps its own.</summary>
    public static string Display(string metric) => Names.GetValueOrDefault(metric, metric);

    /// <summary>
    /// Metrics in which candidates differ, in the order in which they stand: the size of the holdout and the like are the same for all and compare nothing.
    /// </summary>
    public static IReadOnlyList<string> Telling(IReadOnlyList<CandidateResult> candidates) =>
        [.. candidates.SelectMany(candidate => candidate.Metrics.Keys).Distinct(StringComparer.Ordinal)
            .Where(metric => candidates.Count < 2 || candidates.Select(candidate => candidate.Metrics.TryGetValue(metric, out var value) ? value.Value : (double?)null).Distinct().Count() > 1)];

    public static bool MoreIsBetter(string metric) => More.Contains(metric);

    public static bool HasOrder(string metric) => !Neither.Contains(metric);
}
