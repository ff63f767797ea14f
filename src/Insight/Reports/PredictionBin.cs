namespace Insight.Reports;

/// <summary>Customers of the holdout whose predictions were alike: the mean prediction, the mean of what came true, how many there are.</summary>
public sealed record PredictionBin(double Predicted, double Actual, long Count);
