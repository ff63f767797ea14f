namespace Insight.Recommendations;

/// <summary>How a customer bought one product so far.</summary>
/// <param name="Times">Within the history.</param>
/// <param name="Days">Since the last time; null without a clock.</param>
internal readonly record struct BoughtBefore(int Times, double? Days);
