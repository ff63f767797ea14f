using Insight.Registry;
using Insight.Training.Data;

namespace Insight.Evaluation;

/// <summary>One model judged over all origins.</summary>
/// <param name="Model">Such as <c>purchase</c>.</param>
/// <param name="Shipped">The algorithm that the gate judges and publishes.</param>
/// <param name="Candidates">Over all origins together.</param>
/// <param name="Differences">Of the shipped algorithm to another, by metric, paired; positive is better.</param>
/// <param name="ByOrigin">The figures of each origin by itself.</param>
/// <param name="Choices">What each validation window would choose.</param>
internal sealed record Trial(
    string Model, string Shipped, IReadOnlyList<CandidateResult> Candidates, IReadOnlyList<(string Against, string Metric, MetricValue Gain)> Differences,
    IReadOnlyList<(DateOnly Origin, IReadOnlyList<CandidateResult> Candidates)> ByOrigin, IReadOnlyList<WindowChoice> Choices)
{
    /// <summary>The tables by origin show no intervals.</summary>
    public const int ResamplesByOrigin = 1;
}
