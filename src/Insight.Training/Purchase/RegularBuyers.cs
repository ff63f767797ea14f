using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>MBG/CNBD-k over <see cref="BuyerColumns"/>.</summary>
/// <param name="Terms">As for <see cref="MbgCnbd.ExpectedPurchases"/>.</param>
internal sealed record RegularBuyers(MbgCnbd Model, int HorizonDays, int Terms, BuyersOutput Output) : IRowModel
{
    /// <summary>Fits on what is known at one cutoff; no labels are needed. Null where the customers do not determine a usable model.</summary>
    /// <returns>The model asked for P(alive).</returns>
    public static RegularBuyers? Fit(LabelledRows rows, int regularity, int horizonDays, int seed, CancellationToken cancellationToken)
    {
        var customers = BuyerColumns.Summaries(rows);
        if (customers.Count == 0)
        {
            return null;
        }

        try
        {
            var model = MbgCnbd.Fit(customers, regularity, FitOptions.WeakPrior with { Seed = seed }, cancellationToken).Model;

            // Twice what the keenest of these customers needs: others will come.
            var terms = 2 * customers.Max(customer => model.Terms(horizonDays, customer.Frequency, customer.T));
            return new RegularBuyers(model, horizonDays, terms, BuyersOutput.Alive);
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
            BuyersOutput.Expected => Model.ExpectedPurchases(HorizonDays, x, tx, T, Terms),
            _ => Model.PAlive(x, tx, T),
        };
    }

    public Value Append(GraphBuilder graph, Value features)
    {
        var (x, tx, T) = BuyerColumns.Append(graph, features);
        var (alive, expected, probability) = MbgCnbdGraph.Append(graph, x, tx, T, Model, HorizonDays, Terms);
        return Output switch
        {
            BuyersOutput.Probability => probability,
            BuyersOutput.Expected => expected,
            _ => alive,
        };
    }
}
