using Insight.Features;
using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>BG/NBD over <see cref="BuyerColumns"/>.</summary>
internal sealed record Buyers(BgNbd Model, int HorizonDays, BuyersOutput Output) : IRowModel
{
    /// <summary>Fits on what is known at one cutoff; no labels are needed. Null where the customers do not determine a usable model.</summary>
    public static BgNbd? Fit(LabelledRows rows, int horizonDays, int seed, CancellationToken cancellationToken)
    {
        var customers = BuyerColumns.Summaries(rows);
        if (customers.Count == 0)
        {
            return null;
        }

        try
        {
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

    public IReadOnlyList<int> FewColumns => BuyerColumns.All;

    public double Predict(ReadOnlySpan<float> row)
    {
        var (x, tx, T) = BuyerColumns.Read(row);
        return Output switch
        {
            BuyersOutput.Probability => Model.ProbabilityOfPurchase(HorizonDays, x, tx, T),
            BuyersOutput.Expected => Model.ExpectedPurchases(HorizonDays, x, tx, T),
            _ => Model.PAlive(x, tx, T),
        };
    }

    public Value Append(GraphBuilder graph, Value features)
    {
        var (x, tx, T) = BuyerColumns.Append(graph, features);
        var (alive, expected, probability) = BgNbdGraph.Append(graph, x, tx, T, Model, HorizonDays);
        return Output switch
        {
            BuyersOutput.Probability => probability,
            BuyersOutput.Expected => expected,
            _ => alive,
        };
    }
}
