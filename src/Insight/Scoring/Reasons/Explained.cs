namespace Insight.Scoring.Reasons;

/// <summary>Where the contributions of a row begin and where they lead: <c>Output = Base + Σ contributions</c>.</summary>
internal readonly record struct Explained(double Base, double Output);
