using System.Text.Json.Serialization;

namespace Insight.Scoring.Reasons;

/// <summary>
/// A generalised linear model over log-scaled, standardised features: an input contributes its weight times its distance from the mean of the shop's customers, an
/// indicator of absence to its feature.
/// </summary>
/// <remarks>Štrumbelj &amp; Kononenko (2014), Explaining prediction models and individual predictions with feature contributions; Lundberg &amp; Lee (2017), corollary 1 (Linear SHAP).</remarks>
public sealed class LinearPart : ExplainerPart
{
    /// <summary>The scale of the weighted sum.</summary>
    public required ReasonLink Link { get; init; }

    public required double Intercept { get; init; }

    public required IReadOnlyList<LinearInput> Inputs { get; init; }

    [JsonIgnore]
    public override bool IsPositive => Link != ReasonLink.Identity;

    internal override void Open(int columns)
    {
        if (Inputs.FirstOrDefault(input => input.Feature < 0 || input.Feature >= columns) is { } stray)
        {
            throw new ArgumentException($"A linear model reads feature {stray.Feature} of {columns}.");
        }
    }

    internal override Explained Explain(ReadOnlySpan<float> row, ReasonLink link, Span<double> contributions)
    {
        contributions.Clear();
        double start = Intercept, output = Intercept;
        foreach (var input in Inputs)
        {
            var (typical, here) = (input.Typical, input.Evaluate(row[input.Feature]));
            start += typical;
            output += here;
            contributions[input.Feature] += here - typical;
        }

        return ReasonScale.Move(new Explained(start, output), Link, link, contributions);
    }
}
