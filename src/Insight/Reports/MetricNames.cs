namespace Insight.Reports;

/// <summary>How metrics are called where people read them, and which way is better.</summary>
public static class MetricNames
{
    private static readonly HashSet<string> More = new(StringComparer.OrdinalIgnoreCase) { "auc", "averagePrecision", "silhouette", "r2", "accuracy", "gini", "spearman", "lift" };

    /// <summary>Metrics that should be near a target, or only describe.</summary>
    private static readonly HashSet<string> Neither = new(StringComparer.OrdinalIgnoreCase) { "coverage", "bias", "meanError", "k", "customers", "count", "clusters" };

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auc"] = "AUC",
        ["logLoss"] = "Log-loss",
        ["mae"] = "MAE",
        ["rmse"] = "RMSE",
        ["brier"] = "Brier score",
        ["averagePrecision"] = "Average precision",
        ["calibrationError"] = "Calibration error",
        ["coverage"] = "Coverage of the 80 % interval",
        ["silhouette"] = "Silhouette",
        ["r2"] = "R²",
        ["bias"] = "Bias",
    };

    /// <summary>The usual name; an unknown metric keeps its own.</summary>
    public static string Display(string metric) => Names.GetValueOrDefault(metric, metric);

    public static bool MoreIsBetter(string metric) => More.Contains(metric);

    public static bool HasOrder(string metric) => !Neither.Contains(metric);
}
