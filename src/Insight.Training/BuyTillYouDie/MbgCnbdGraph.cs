using Insight.Onnx;

namespace Insight.Training.BuyTillYouDie;

/// <summary>MBG/CNBD-k for one fixed horizon as a part of an ONNX graph, in double, with the sums of <see cref="MbgCnbd"/>.</summary>
internal static class MbgCnbdGraph
{
    /// <summary>Adds the model. The inputs are [N]; the results are double [N].</summary>
    /// <param name="graph">The graph that the inputs belong to.</param>
    /// <param name="x">Repeat purchases; float or double.</param>
    /// <param name="tx">Recency, in the model's unit of time.</param>
    /// <param name="T">Time observed, in that unit.</param>
    /// <param name="model">The fitted model.</param>
    /// <param name="horizon">The length of the period ahead, in that unit; positive.</param>
    /// <param name="terms">As for <see cref="MbgCnbd.ExpectedPurchases"/>.</param>
    /// <returns>P(alive), the expected purchases in the period, and the probability of at least one.</returns>
    public static (Value PAlive, Value Expected, Value Probability) Append(GraphBuilder graph, Value x, Value tx, Value T, MbgCnbd model, double horizon, int terms)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        (x, tx, T) = (graph.Cast(x, TensorType.Double), graph.Cast(tx, TensorType.Double), graph.Cast(T, TensorType.Double));

        Value alphaT = T + model.Alpha;
        Value alphaTt = alphaT + horizon;
        Value m = (x * model.K) + model.R;
        Value purchases = Purchases(graph, x, model, terms);
        Value logNone = graph.Log(alphaT / alphaTt);
        Value logStep = Math.Log(horizon) - graph.Log(alphaTt);

        Value phase = graph.Scalar(1d) + (m * 0), phases = graph.Scalar(0d), none = graph.Scalar(0d), expected = graph.Scalar(0d);
        for (int j = 0; j < model.K; j++)
        {
            phase = j == 0 ? phase : phase * (m + (j - 1)) / j * ((T - tx) / alphaT);
            Value steps = Steps(graph, m + j, logNone, logStep, terms);
            Value weights = graph.Gather(purchases, graph.Constant([.. Enumerable.Range(0, terms).Select(i => (long)((i + j) / model.K))], terms), axis: 1);
            Value beyond = graph.Relu(1 - graph.ReduceSum(steps, [1]));
            Value most = graph.Gather(purchases, graph.Scalar((long)((terms - 1 + j) / model.K)), axis: 1);
            Value few = graph.Gather(steps, graph.Constant([.. Enumerable.Range(0, model.K - j).Select(i => (long)i)], model.K - j), axis: 1);
            phases = phases + phase;
            none = none + (phase * graph.ReduceSum(few, [1]));
            expected = expected + (phase * (graph.ReduceSum(steps * weights, [1]) + (beyond * most)));
        }

        Value gone = model.A / (x + model.B) * graph.Exp(m * graph.Log(alphaT / (tx + model.Alpha))) / phases;
        Value alive = 1 / (1 + gone);
        return (alive, alive * expected / phases, alive * (1 - (none / phases)));
    }

    /// <summary>[N, terms]: the probability of 0, 1, … steps, through running sums of logarithms.</summary>
    private static Value Steps(GraphBuilder graph, Value shape, Value logNone, Value logStep, int terms)
    {
        double[] counts = [.. Enumerable.Range(0, terms).Select(i => (double)i)];
        double[] logCounts = [.. counts.Select(i => Math.Log(i + 1))];
        Value factors = graph.Log(graph.Unsqueeze(shape, 1) + graph.Constant(counts)) - graph.Constant(logCounts) + graph.Unsqueeze(logStep, 1);
        return graph.Exp(graph.Unsqueeze(shape * logNone, 1) + graph.CumSum(factors, 1, exclusive: true));
    }

    /// <summary>[N, gaps + 1]: purchases that come of so many whole gaps.</summary>
    private static Value Purchases(GraphBuilder graph, Value x, MbgCnbd model, int terms)
    {
        int gaps = (terms - 1 + model.K - 1) / model.K;
        double[] counts = [.. Enumerable.Range(1, gaps + 1).Select(n => (double)n)];
        Value stays = graph.Unsqueeze(x + model.B, 1) + graph.Constant(counts);
        Value still = graph.Exp(graph.CumSum(graph.Log(stays / (stays + model.A)), 1, exclusive: true));
        return graph.CumSum(still, 1, exclusive: true);
    }
}
