using Insight.Registry;

namespace Insight.Training.Evaluation;

/// <summary>What is reported of a candidate.</summary>
internal static class Metrics
{
    /// <summary>Without those that the test does not define, such as the precision of who tells nobody yes: JSON has no such number.</summary>
    public static IReadOnlyDictionary<string, MetricValue> Defined(IReadOnlyDictionary<string, MetricValue> metrics) =>
        metrics.Where(metric => double.IsFinite(metric.Value.Value)).ToDictionary(metric => metric.Key, metric => metric.Value);
}
