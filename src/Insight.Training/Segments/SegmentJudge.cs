using Insight.Registry;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Gates;
using Insight.Training.Learners;

namespace Insight.Training.Segments;

/// <summary>Judges groupings of the same customers, on one sample and in one space, so that they can be compared in pairs.</summary>
internal sealed class SegmentJudge
{
    private readonly LabelledRows test;
    private readonly int[] sample;
    private readonly double[][] places;
    private readonly Bootstrap bootstrap;
    private readonly bool hasLabels;

    public SegmentJudge(LogScale inputs, LabelledRows test, TrainingOptions options, bool hasLabels)
    {
        this.test = test;
        this.hasLabels = hasLabels;
        sample = SegmentFit.Sample(test.Count, options.Seed);
        places = [.. sample.Select(row => CentroidSegments.Place(inputs, test.Features[row]))];
        bootstrap = new Bootstrap(sample.Length, options.Resamples, options.Seed);
    }

    public CandidateResult Judge(string algorithm, string role, Func<float[], int> assign) => Judge(algorithm, role, All(assign));

    public CandidateResult Judge(string algorithm, string role, int[] groups)
    {
        var metrics = new Dictionary<string, MetricValue>
        {
            ["silhouette"] = bootstrap.Mean(Silhouettes(groups)),
            ["groups"] = new(groups.Distinct().Count()),
            ["customers"] = new(test.Count),
        };
        if (hasLabels)
        {
            metrics["explainedOrders"] = new(Explained(groups, [.. test.Orders.Select(orders => Math.Log(1 + orders))]));
            metrics["explainedRevenue"] = new(Explained(groups, [.. test.Revenue.Select(revenue => Math.Log(1 + revenue))]));
        }

        return new CandidateResult { Algorithm = algorithm, Role = role, Metrics = metrics };
    }

    public Comparison Compare(string against, Func<float[], int> challenger, Func<float[], int> other) => Compare(against, challenger, All(other));

    public Comparison Compare(string against, Func<float[], int> challenger, int[] other) =>
        new(against, [("silhouette", bootstrap.MeanDifference(Silhouettes(All(challenger)), Silhouettes(other)))]);

    /// <summary>The share of the variance between groups (η²).</summary>
    private static double Explained(int[] groups, double[] outcomes)
    {
        var mean = outcomes.Average();
        var total = outcomes.Sum(value => (value - mean) * (value - mean));
        var between = groups.Zip(outcomes).GroupBy(pair => pair.First).Sum(group =>
        {
            var own = group.Average(pair => pair.Second);
            return group.Count() * (own - mean) * (own - mean);
        });
        return total > 0 ? between / total : double.NaN;
    }

    private int[] All(Func<float[], int> assign) => [.. test.Features.Select(assign)];

    private double[] Silhouettes(int[] groups) => Silhouette.Of(places, [.. sample.Select(row => groups[row])]);
}
