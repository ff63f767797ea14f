using Insight.Registry;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Gates;

namespace Insight.Training.Purchase;

/// <summary>One candidate's answers for the customers of the test, and how right they were.</summary>
internal sealed record PurchasePredictions(string Algorithm, double[] Probability, double[] Orders)
{
    private readonly Ranking ranking = new(Probability);

    public static PurchasePredictions Of(PurchaseModel model, LabelledRows rows) => new(
        model.Algorithm, [.. rows.Features.Select(model.PredictProbability)], [.. rows.Features.Select(model.PredictOrders)]);

    public static PurchasePredictions Of(Champion champion, LabelledRows rows)
    {
        var outputs = GraphScorer.Run(champion.Onnx, rows.Features);
        return new PurchasePredictions(champion.Manifest.Algorithm, outputs["probability"], outputs["expected_orders"]);
    }

    public CandidateResult Judge(string role, LabelledRows test, Bootstrap bootstrap)
    {
        var bought = test.Bought();
        double[] orders = [.. test.Orders];
        return new CandidateResult
        {
            Algorithm = Algorithm,
            Role = role,
            Metrics = new Dictionary<string, MetricValue>
            {
                ["auc"] = bootstrap.Of(counts => ranking.Auc(bought, counts)),
                ["averagePrecision"] = new(Ranking.AveragePrecision(Probability, bought)),
                ["logLoss"] = bootstrap.Mean(Errors.LogLoss(Probability, bought)),
                ["brier"] = bootstrap.Mean(Errors.Brier(Probability, bought)),
                ["probabilityBias"] = new(Errors.Bias(Probability, [.. bought.Select(b => b ? 1.0 : 0.0)])),
                ["maeOrders"] = bootstrap.Mean(Errors.Absolute(Orders, orders)),
                ["rmseOrders"] = bootstrap.RootMean(Errors.Squared(Orders, orders)),
                ["biasOrders"] = new(Errors.Bias(Orders, orders)),
                ["devianceOrders"] = bootstrap.Mean(Errors.PoissonDeviance(Orders, orders)),
                ["customers"] = new(test.Count),
                ["buyers"] = new(bought.Count(b => b)),
            },
        };
    }

    /// <summary>
    /// By how much this is better than the other: in log loss first, then in the error of the expected purchases. The AUC is reported but does not decide: it is blind to whether
    /// a probability is one, and a constant rate may rank as well as BG/NBD while being far off.
    /// </summary>
    public Comparison Against(PurchasePredictions other, LabelledRows test, Bootstrap bootstrap)
    {
        var bought = test.Bought();
        double[] orders = [.. test.Orders];
        return new Comparison(other.Algorithm,
        [
            ("log loss", bootstrap.MeanDifference(Errors.LogLoss(other.Probability, bought), Errors.LogLoss(Probability, bought))),
            ("MAE of expected orders", bootstrap.MeanDifference(Errors.Absolute(other.Orders, orders), Errors.Absolute(Orders, orders))),
        ]);
    }
}
