using Insight.Onnx;
using Insight.Scoring.Reasons;
using Insight.Training.Evaluation;

namespace Insight.Training.Learners;

/// <summary>A probability whose log-odds are stretched in a straight line: the order of customers stays (Platt 1999, over log-odds).</summary>
/// <param name="Model">Gives a probability.</param>
/// <param name="Slope">Above 0; above 1 makes timid probabilities bolder.</param>
internal sealed record Recalibrated(IRowModel Model, double Intercept, double Slope) : IRowModel
{
    /// <summary>Probabilities are held this far from 0 and 1, as reasons hold them.</summary>
    private const double Smallest = 1e-9;

    /// <summary>With the intercept that leaves the mean over the customers where it is.</summary>
    public static Recalibrated KeepingLevel(IRowModel model, double slope, IReadOnlyList<float[]> customers)
    {
        double[] probability = [.. model.Predict(customers).Select(Held)];
        return new Recalibrated(model, Level.Shift([.. probability.Select(p => slope * Odds(p))], probability.Average()), slope);
    }

    public double Predict(ReadOnlySpan<float> row) => Through(Model.Predict(row));

    public double[] Predict(IReadOnlyList<float[]> rows) => [.. Model.Predict(rows).Select(Through)];

    public Value Append(GraphBuilder graph, Value features)
    {
        Value probability = graph.Clip(Model.Append(graph, features), Smallest, 1 - Smallest);
        return Link.Logit.Append(graph, (graph.Log(probability / (1 - probability)) * Slope) + Intercept);
    }

    /// <summary>On the scale of log-odds it is linear, so contributions are stretched as the log-odds are.</summary>
    public ExplainerPart? ToExplainer(IReadOnlyList<float[]> background) => Model.ToExplainer(background) is { } part
        ? new SumPart { Link = ReasonLink.Logit, Intercept = Intercept, Terms = [new SumTerm(Slope, part)] }
        : null;

    private double Through(double probability) => Link.Logit.Invert(Intercept + (Slope * Odds(Held(probability))));

    private static double Held(double probability) => Math.Clamp(probability, Smallest, 1 - Smallest);

    private static double Odds(double probability) => Math.Log(probability / (1 - probability));
}
