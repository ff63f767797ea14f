using System.Text.Json.Serialization;

namespace Insight.Scoring.Reasons;

/// <summary>
/// Parts added with weights on one scale: a mixture is a sum of predictions, a product is a sum of their logarithms. Shapley values are linear, so contributions are
/// added with the same weights.
/// </summary>
public sealed class SumPart : ExplainerPart
{
    /// <summary>The scale on which the parts add up.</summary>
    public required ReasonLink Link { get; init; }

    public double Intercept { get; init; }

    public required IReadOnlyList<SumTerm> Terms { get; init; }

    [JsonIgnore]
    public override bool IsPositive => Link != ReasonLink.Identity
        || (Intercept >= 0 && Terms.All(term => term.Weight >= 0) && Terms.Any(term => term.Weight > 0 && term.Part.IsPositive));

    public override void Dispose()
    {
        foreach (var term in Terms)
        {
            term.Part.Dispose();
        }

        base.Dispose();
    }

    internal override void Open(int columns)
    {
        foreach (var term in Terms)
        {
            term.Part.Open(columns);
        }
    }

    internal override Explained Explain(ReadOnlySpan<float> row, ReasonLink link, Span<double> contributions)
    {
        contributions.Clear();
        double start = Intercept, output = Intercept;
        Span<double> own = stackalloc double[contributions.Length];
        foreach (var term in Terms)
        {
            var part = term.Part.Explain(row, Link, own);
            start += term.Weight * part.Base;
            output += term.Weight * part.Output;
            for (var i = 0; i < own.Length; i++)
            {
                contributions[i] += term.Weight * own[i];
            }
        }

        return ReasonScale.Move(new Explained(start, output), Link, link, contributions);
    }
}
