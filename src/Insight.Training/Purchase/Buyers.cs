using Insight.Features;
using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>BG/NBD over the columns of the feature vector, in days. Undefined columns count as 0: a customer first seen today.</summary>
internal sealed record Buyers(BgNbd Model, int HorizonDays, BuyersOutput Output) : IRowModel
{
    private static readonly int Frequency = FeatureVector.IndexOf("frequency");
    private static readonly int FirstToLast = FeatureVector.IndexOf("first_to_last_days");
    private static readonly int Age = FeatureVector.IndexOf("age_days");

    /// <summary>Fits on what is known at one cutoff; no labels are needed. Null where the customers do not determine a usable model.</summary>
    public static BgNbd? Fit(LabelledRows rows, int horizonDays, int seed, CancellationToken cancellationToken)
    {
        if (!rows.Features.Any(row => row[Frequency] > 0))
        {
            return null;
        }

        try
        {
            var customers = rows.Features.GroupBy(row => (row[Frequency], row[FirstToLast], row[Age]))
                .Select(group => new BuyerSummary(group.Key.Item1, group.Key.Item2, group.Key.Item3, group.Count())).ToList();
            var model = BgNbd.Fit(customers, FitOptions.WeakPrior with { Seed = seed }, cancellationToken).Model;
            var graph = new GraphBuilder("trial");
            new Buyers(model, horizonDays, BuyersOutput.Expected).Append(graph, graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]));
            return model;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

    public IReadOnlyList<int> FewColumns => [Frequency, FirstToLast, Age];

    public double Predict(ReadOnlySpan<float> row)
    {
        double x = Known(row[Frequency]), tx = Known(row[FirstToLast]), T = Known(row[Age]);
        return Output switch
        {
            BuyersOutput.Probability => Model.ProbabilityOfPurchase(HorizonDays, x, tx, T),
            BuyersOutput.Expected => Model.ExpectedPurchases(HorizonDays, x, tx, T),
            _ => Model.PAlive(x, tx, T),
        };
    }

    public Value Append(GraphBuilder graph, Value features)
    {
        Value Column(int column) => Graphs.Column(graph, features, column, whenMissing: 0);
        var (alive, expected, probability) = BgNbdGraph.Append(graph, Column(Frequency), Column(FirstToLast), Column(Age), Model, HorizonDays);
        return Output switch
        {
            BuyersOutput.Probability => probability,
            BuyersOutput.Expected => expected,
            _ => alive,
        };
    }

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;
}
