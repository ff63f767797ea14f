using Insight.Features;
using Insight.Profiles;

namespace Insight.Scoring.Reasons;

/// <summary>Turns an explanation into the reasons that a customer's profile gives.</summary>
internal static class ReasonGiver
{
    private const int Digits = 6;

    /// <summary>The weightiest reasons for a model's prediction, as many as the context wants; null where none are wanted, the model has none, or they are no numbers.</summary>
    public static (ReasonLink Link, double Base, IReadOnlyList<Reason> Reasons)? Explain(string model, ReadOnlySpan<float> features, ScoringContext context) =>
        context.Reasons > 0 && context.Models.Find(model)?.Explainer is { } explainer ? Explain(model, explainer, features, context) : null;

    /// <summary>Apart from the question whether reasons are wanted: its closures would be allocated with the answer "no" too.</summary>
    private static (ReasonLink Link, double Base, IReadOnlyList<Reason> Reasons)? Explain(
        string model, Explainer explainer, ReadOnlySpan<float> features, ScoringContext context)
    {
        var explanation = explainer.Explain(features);
        var contributions = explanation.Contributions;
        if (!double.IsFinite(explanation.Base + contributions.Sum()))
        {
            return null;
        }

        var weightiest = Enumerable.Range(0, contributions.Count)
            .Where(i => Math.Round(contributions[i], Digits) != 0)
            .OrderByDescending(i => Math.Abs(contributions[i])).ThenBy(i => i)
            .Take(context.Reasons).ToList();
        var reasons = new Reason[weightiest.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            var feature = weightiest[i];
            var (name, value, contribution) = (FeatureVector.Names[feature], features[feature], contributions[feature]);
            reasons[i] = new Reason(
                name, float.IsNaN(value) ? null : Math.Round((double)value, Digits), Math.Round(contribution, Digits),
                ReasonTexts.Of(model, name, value, contribution, context.Shop.Currency));
        }

        return (explanation.Link, Math.Round(explanation.Base, Digits), reasons);
    }
}
