using Insight.Scoring.Reasons;
using Insight.Training.Learners;

namespace Insight.Training.Export;

/// <summary>Writes what explains a model's predictions, and holds it against the model.</summary>
internal static class ExplainerExport
{
    /// <summary>The most by which base + Σ contributions may miss the model's output, on the link's scale.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>A probability is explained by its log-odds.</summary>
    public static byte[]? Probability(IRowModel model, IReadOnlyList<float[]> customers) => Build(model, model.ToExplainer(customers), ReasonLink.Logit, customers);

    /// <summary>An amount is explained by its logarithm where it is always above zero, and by itself otherwise.</summary>
    public static byte[]? Amount(IRowModel model, IReadOnlyList<float[]> customers)
    {
        var part = model.ToExplainer(customers);
        return Build(model, part, part?.IsPositive == true ? ReasonLink.Log : ReasonLink.Identity, customers);
    }

    /// <returns>The file beside the model; null where the model cannot be explained, or not within the tolerance, and is better served without reasons.</returns>
    private static byte[]? Build(IRowModel model, ExplainerPart? part, ReasonLink link, IReadOnlyList<float[]> customers)
    {
        if (part is null)
        {
            return null;
        }

        var file = new Explainer { Link = link, Part = part }.Write();
        using var explainer = Explainer.Read(file);
        return customers.All(row => Misses(explainer.Explain(row), model.Predict(row)) <= Tolerance) ? file : null;
    }

    /// <summary>By how much contributions miss the prediction on the link's scale; large amounts are held to as many digits as their number has.</summary>
    private static double Misses(Explanation explanation, double prediction)
    {
        var output = ReasonScale.Of(explanation.Link, explanation.Link == ReasonLink.Identity ? Math.Max(0, prediction) : prediction);
        return Math.Abs(explanation.Base + explanation.Contributions.Sum() - output) / Math.Max(1, Math.Abs(output));
    }
}
