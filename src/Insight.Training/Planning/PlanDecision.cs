namespace Insight.Training.Planning;

/// <summary>What is to be done for a shop, and why, as people read it.</summary>
public readonly record struct PlanDecision(PlanStep Step, string Reason);
