using Insight.Features;
using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.CustomerValue;

/// <summary>Gamma-Gamma over the columns of the feature vector: what a purchase day of this customer is worth, in the shop's currency.</summary>
internal sealed record Spend(GammaGamma Model) : IRowModel
{
    private static readonly int Frequency = FeatureVector.IndexOf("frequency");
    private static readonly int Monetary = FeatureVector.IndexOf("monetary");

    /// <summary>Null where the customers do not determine a usable model.</summary>
    public static GammaGamma? Fit(LabelledRows rows, int seed, CancellationToken cancellationToken)
    {
        var spenders = rows.Features.Where(row => row[Frequency] > 0 && row[Monetary] > 0)
            .Select(row => new SpenderSummary(row[Frequency], row[Monetary])).ToList();
        try
        {
            return spenders.Count == 0 ? null : GammaGamma.Fit(spenders, FitOptions.WeakPrior with { Seed = seed }, cancellationToken).Model;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

    public IReadOnlyList<int> FewColumns => [Frequency, Monetary];

    public double Predict(ReadOnlySpan<float> row)
    {
        var (x, mean) = row[Monetary] > 0 && row[Frequency] > 0 ? (row[Frequency], row[Monetary]) : (0, 0);
        return Model.ExpectedMonetaryValue(x, mean);
    }

    public Value Append(GraphBuilder graph, Value features)
    {
        Value mean = Graphs.Column(graph, features, Monetary, whenMissing: 0);
        Value known = graph.Greater(mean, graph.Scalar(0d));
        Value x = graph.Where(known, Graphs.Column(graph, features, Frequency, whenMissing: 0), graph.Scalar(0d));
        return GammaGammaGraph.Append(graph, x, mean, Model);
    }
}
