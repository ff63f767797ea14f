namespace Insight.Scoring.Reasons;

/// <summary>One part of a <see cref="SumPart"/>.</summary>
public sealed record SumTerm(double Weight, ExplainerPart Part);
