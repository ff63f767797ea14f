namespace Insight.Scoring.Reasons;

/// <summary>Why a prediction is what it is: <c>Output = Base + Σ Contributions</c> on the link's scale.</summary>
/// <param name="Base">What is predicted before anything is known of the customer.</param>
/// <param name="Output">The model's prediction, before any calibration.</param>
/// <param name="Contributions">By feature, in the order of <see cref="Insight.Features.FeatureVector.Names"/>.</param>
public sealed record Explanation(ReasonLink Link, double Base, double Output, IReadOnlyList<double> Contributions);
