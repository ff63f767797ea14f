using Insight.Registry;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Gates;

namespace Insight.Training.CustomerValue;

/// <summary>One candidate's answers for the customers of the test, and how right they were.</summary>
internal sealed record ValuePredictions(string Algorithm, double[] Expected)
{
    private readonly Ranking ranking = new(Expected);

    public static ValuePredictions Of(ValueModel model, LabelledRows rows) => new(model.Algorithm, [.. model.Expected.Predict(rows.Features).Select(value => Math.Max(0, value))]);

    public static ValuePredictions Of(Champion champion, LabelledRows rows) =>
        new(champion.Manifest.Algorithm, GraphScorer.Run(champion.Onnx, rows.Features)["expected"]);

    /// <summary>
    /// The same level for everybody: what a model must beat to have told customers apart. Past spend × rate says so little of customers who buy at random that
    /// anything near their mean is better.
    /// </summary>
    public ValuePredictions Flat() => new("the same for everybody", [.. Enumerable.Repeat(Expected.Average(), Expected.Length)]);

    public CandidateResult Judge(string role, LabelledRows test, Bootstrap bootstrap, MetricValue? coverage)
    {
        double[] revenue = [.. test.Revenue];
        var actual = new Ranking(revenue);
        var metrics = new Dictionary<string, MetricValue>
        {
            ["deviance"] = bootstrap.Mean(Deviance(revenue)),
            ["mae"] = bootstrap.Mean(Errors.Absolute(Expected, revenue)),
            ["mse"] = bootstrap.Mean(Errors.Squared(Expected, revenue)),
            ["rmse"] = bootstrap.RootMean(Errors.Squared(Expected, revenue)),
            ["spearman"] = bootstrap.Of(counts => Ranking.Spearman(ranking, actual, counts)),
            ["topDecileRevenue"] = bootstrap.Of(counts => ranking.TopShare(0.1, revenue, counts)),
            ["bias"] = new(Errors.Bias(Expected, revenue)),
            ["meanActual"] = new(revenue.Average()),
            ["customers"] = new(test.Count),
        };
        if (coverage is { } share)
        {
            metrics["coverage80"] = share;
        }

        return new CandidateResult { Algorithm = Algorithm, Role = role, Metrics = Metrics.Defined(metrics) };
    }

    /// <summary>
    /// By how much this is better than the other: in Poisson deviance first, then in absolute error. The absolute error cannot come first: where most spend
    /// nothing it is least for who always says 0, and an expected value is asked. Ranks do not decide: they favour who ties all small customers at 0.
    /// </summary>
    public Comparison Against(ValuePredictions other, LabelledRows test, Bootstrap bootstrap)
    {
        double[] revenue = [.. test.Revenue];
        return new Comparison(other.Algorithm,
        [
            ("deviance", bootstrap.MeanDifference(other.Deviance(revenue), Deviance(revenue))),
            ("MAE", bootstrap.MeanDifference(Errors.Absolute(other.Expected, revenue), Errors.Absolute(Expected, revenue))),
        ]);
    }

    /// <summary>Who expects less than a hundredth of the mean is taken to expect that much.</summary>
    private double[] Deviance(double[] revenue) => Errors.PoissonDeviance(Expected, revenue, Math.Max(revenue.Average() / 100, 1e-6));
}
