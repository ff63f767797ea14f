namespace Insight.Registry;

/// <summary>A metric with its 95 % bootstrap interval (null where none was computed).</summary>
public readonly record struct MetricValue(double Value, double? Low = null, double? High = null);
