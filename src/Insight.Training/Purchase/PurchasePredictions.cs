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

    public static PurchasePredictions Of(PurchaseModel model, LabelledRows rows)
    {
        var (probability, orders) = model.Predict(rows.Features);
        return new PurchasePredictions(model.Algorithm, probability, orders);
    }

    public static PurchasePredictions Of(Champion champion, LabelledRows rows)
    {
        var outputs = GraphScorer.Run(champion.Onnx, rows.Features);
        return new PurchasePredictions(champion.Manifest.Algorithm, outputs["probability"], outputs["expected_orders"]);
    }

    /// <param name="threshold">From which probability on the answer counts as "will buy".</param>
    public CandidateResult Judge(string role, LabelledRows test, Bootstrap bootstrap, double threshold)
    {
        var bought = test.Bought();
        double[] orders = [.. test.Orders];
        var actual = new Ranking(orders);
        var expected = new Ranking(Orders);
        var squared = Errors.Squared(Orders, orders);
        return new CandidateResult
        {
            Algorithm = Algorithm,
            Role = role,
            Metrics = Metrics.Defined(new Dictionary<string, MetricValue>
            {
                ["auc"] = bootstrap.Of(counts => ranking.Auc(bought, counts)),
                ["averagePrecision"] = new(Ranking.AveragePrecision(Probability, bought)),
                ["logLoss"] = bootstrap.Mean(Errors.LogLoss(Probability, bought)),
                ["brier"] = bootstrap.Mean(Errors.Brier(Probability, bought)),
                ["calibrationSlope"] = bootstrap.Of(counts => Calibration.Of(Probability, bought, counts).Slope),
                ["accuracy"] = bootstrap.Of(counts => Decisions.At(threshold, Probability, bought, counts).Accuracy),
                ["recall"] = bootstrap.Of(counts => Decisions.At(threshold, Probability, bought, counts).Recall),
                ["precision"] = bootstrap.Of(counts => Decisions.At(threshold, Probability, bought, counts).Precision),
                ["f1"] = bootstrap.Of(counts => Decisions.At(threshold, Probability, bought, counts).F1),
                ["probabilityBias"] = new(Errors.Bias(Probability, [.. bought.Select(b => b ? 1.0 : 0.0)])),
                ["maeOrders"] = bootstrap.Mean(Errors.Absolute(Orders, orders)),
                ["mseOrders"] = bootstrap.Mean(squared),
                ["rmseOrders"] = bootstrap.RootMean(squared),
                ["spearmanOrders"] = bootstrap.Of(counts => Ranking.Spearman(expected, actual, counts)),
                ["biasOrders"] = new(Errors.Bias(Orders, orders)),
                ["devianceOrders"] = bootstrap.Mean(Errors.PoissonDeviance(Orders, orders)),
                ["customers"] = new(test.Count),
                ["buyers"] = new(bought.Count(b => b)),
            }),
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
