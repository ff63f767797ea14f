using Insight.Features;
using Insight.Onnx;
using Insight.Registry;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Export;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>Writes a candidate as the graph that the model <c>purchase</c> is: <c>probability</c>, <c>expected_orders</c> and <c>p_alive</c>, float [N].</summary>
internal static class PurchaseExport
{
    /// <param name="buyers">Gives P(alive) beside any candidate, also of who bought once; without it the probability of buying again stands in.</param>
    /// <exception cref="ParityException">ONNX Runtime gives other numbers than the candidate.</exception>
    public static byte[] Build(PurchaseModel model, RegularBuyers? buyers, int horizonDays, IReadOnlyList<float[]> customers, int seed)
    {
        var alive = buyers is null ? model.Probability : buyers with { Output = BuyersOutput.Alive };
        var graph = new GraphBuilder(ModelNames.Purchase);
        Value features = graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]);
        Value probability = graph.Clip(model.Probability.Append(graph, features), 0, 1);
        graph.Output("probability", graph.Cast(probability, TensorType.Float));
        graph.Output("expected_orders", graph.Cast(graph.Max(model.Orders.Append(graph, features), probability), TensorType.Float));
        graph.Output("p_alive", graph.Cast(graph.Clip(alive.Append(graph, features), 0, 1), TensorType.Float));
        var onnx = graph.Build(Metadata.Of(ModelNames.Purchase, model.Algorithm, horizonDays));
        Parity.Check(onnx, Parity.Rows(customers, Splits.Of(model.Probability, model.Orders), seed), new Dictionary<string, Func<float[], double>>
        {
            ["probability"] = model.PredictProbability,
            ["expected_orders"] = model.PredictOrders,
            ["p_alive"] = row => Math.Clamp(alive.Predict(row), 0, 1),
        });
        return onnx;
    }
}
