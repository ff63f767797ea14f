namespace Insight.Drift;

/// <summary>How far a feature or score of the customers now lies from the population that the model was trained on.</summary>
/// <param name="Psi">Population stability index over the earlier deciles and a bin for undefined values: below .1 is little, from .25 on is major (Siddiqi 2006).</param>
/// <param name="Ks">Two-sample Kolmogorov–Smirnov statistic of the known values, 0 to 1.</param>
public readonly record struct ColumnDrift(string Name, double Psi, double Ks);
