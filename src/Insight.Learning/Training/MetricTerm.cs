namespace Insight.Learning.Training;

/// <summary>What one label adds to a metric.</summary>
/// <param name="output">The network's output for it: one number, or one per class.</param>
/// <param name="target">The label.</param>
/// <returns>The metric is the sum of the first over all labels, divided by the sum of the second.</returns>
public delegate (double Sum, double Count) MetricTerm(ReadOnlySpan<float> output, double target);
