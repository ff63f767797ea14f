using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>A weighted sum of models; the weights are not negative. They sum to 1 where it is a mean.</summary>
internal sealed record Mixture : IRowModel
{
    public required IReadOnlyList<(double Weight, IRowModel Model)> Parts { get; init; }

    /// <summary>A weighted mean.</summary>
    /// <param name="parts">Models under names.</param>
    /// <param name="weights">By name; null, or all of them zero, for equal weights.</param>
    public static Mixture Mean(IReadOnlyList<(string Name, IRowModel Model)> parts, IReadOnlyDictionary<string, double>? weights)
    {
        var chosen = parts.Select(part => weights is null ? 1 : weights.GetValueOrDefault(part.Name)).ToArray();
        var total = chosen.Sum();
        return new Mixture { Parts = [.. parts.Select((part, i) => (total > 0 ? chosen[i] / total : 1.0 / parts.Count, part.Model))] };
    }

    /// <summary>The same, all weights multiplied.</summary>
    public Mixture Times(double factor) => new() { Parts = [.. Parts.Select(part => (part.Weight * factor, part.Model))] };

    public double Predict(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (var (weight, model) in Parts)
        {
            sum += weight * model.Predict(row);
        }

        return sum;
    }

    public ExplainerPart? ToExplainer(IReadOnlyList<float[]> background)
    {
        var terms = Parts.Where(part => part.Weight > 0).Select(part => (part.Weight, Part: part.Model.ToExplainer(background))).ToList();
        return terms.Exists(term => term.Part is null)
            ? null
            : new SumPart { Link = ReasonLink.Identity, Terms = [.. terms.Select(term => new SumTerm(term.Weight, term.Part!))] }; // none is null
    }

    public Value Append(GraphBuilder graph, Value features) =>
        Parts.Select(part => part.Model.Append(graph, features) * part.Weight).Aggregate((a, b) => a + b);
}
