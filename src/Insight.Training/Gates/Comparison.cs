using System.Globalization;
using Insight.Registry;

namespace Insight.Training.Gates;

/// <summary>How much better the challenger is than another model on the same customers, with the 95 % interval of the paired bootstrap.</summary>
/// <param name="Against">The other's algorithm.</param>
/// <param name="Gains">By metric, the one that decides first; positive is better.</param>
internal sealed record Comparison(string Against, IReadOnlyList<(string Metric, MetricValue Gain)> Gains)
{
    /// <summary>Better in the first metric by more than noise, and in none worse by more than noise.</summary>
    public bool IsWon => Gains[0].Gain.Low > 0 && !IsLost;

    /// <summary>Worse in some metric by more than noise.</summary>
    public bool IsLost => Gains.Any(gain => gain.Gain.High < 0);

    public override string ToString() => $"{Against}: " + string.Join(", ", Gains.Select(gain => string.Create(
        CultureInfo.InvariantCulture, $"{gain.Metric} {gain.Gain.Value:+0.####;-0.####;0} [{gain.Gain.Low:+0.####;-0.####;0}, {gain.Gain.High:+0.####;-0.####;0}]")));
}
