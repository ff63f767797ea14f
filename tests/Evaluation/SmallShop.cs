using Insight.Registry;

namespace Insight.Evaluation;

/// <summary>What shops of a size get, over many draws.</summary>
/// <param name="Answered">The smallest share of customers that got a finite answer in order.</param>
/// <param name="Coverage">Share of outcomes within the 80 % interval of value.</param>
/// <param name="ProbabilityGap">Mean probability of buying less the share that bought.</param>
/// <param name="Purchase">Which algorithms were published, and how often.</param>
/// <param name="Value">The same for value.</param>
internal sealed record SmallShop(int Buyers, int Draws, double Answered, MetricValue Coverage, MetricValue ProbabilityGap, string Purchase, string Value);
