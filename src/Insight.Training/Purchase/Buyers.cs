using Insight.Features;
using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>
/// BG/NBD over the columns of the feature vector, in days. Undefined columns count as 0: a customer first seen today. t_x is read as T less the days since the last
/// purchase, so that a reason names what a shop asks for, when the last order was.
/// </summary>
internal sealed record Buyers(BgNbd Model, int HorizonDays, BuyersOutput Output) : IRowModel
{
    private static readonly int Frequency = FeatureVector.IndexOf("frequency");
    private static readonly int FirstToLast = FeatureVector.IndexOf("first_to_last_days");
    private static readonly int SinceLast = FeatureVector.IndexOf("days_since_last");
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

    public IReadOnlyList<int> FewColumns => [Frequency, SinceLast, Age];

    public double Predict(ReadOnlySpan<float> row)
    {
        double x = Known(row[Frequency]), T = Known(row[Age]), tx = Math.Max(0, T - Known(row[SinceLast]));
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
        Value age = Column(Age);
        var (alive, expected, probability) = BgNbdGraph.Append(graph, Column(Frequency), graph.Relu(age - Column(SinceLast)), age, Model, HorizonDays);
        return Output switch
        {
            BuyersOutput.Probability => probability,
            BuyersOutput.Expected => expected,
            _ => alive,
        };
    }

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;
}
