using Insight.Features;
using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Scoring.Reasons;

namespace Insight.Tests.Scoring.Reasons;

internal static class TestExplainers
{
    private static readonly int Frequency = FeatureVector.IndexOf("frequency"), DaysSinceLast = FeatureVector.IndexOf("days_since_last");

    /// <summary>Explains <see cref="TestModels.Purchase"/> beside a customer who came back once and bought 100 days ago.</summary>
    public static byte[] Purchase()
    {
        var graph = new GraphBuilder("explained");
        var features = new Impute { Fill = new float[FeatureVector.Count] }.Append(graph, graph.Input(GraphPart.Input, TensorType.Float, ["N", FeatureVector.Count]));
        var weights = new float[FeatureVector.Count];
        (weights[Frequency], weights[DaysSinceLast]) = (0.1f, -0.01f);
        var sum = graph.Squeeze(new Linear { Weights = weights, Bias = [0] }.Append(graph, features), 1);
        graph.Output(GraphPart.Output, graph.Cast(graph.Sigmoid(sum), TensorType.Double));
        return new Explainer
        {
            Link = ReasonLink.Logit,
            Part = new GraphPart { Columns = [Frequency, DaysSinceLast], Reference = [1, 100], Graph = graph.Build(), Positive = true },
        }.Write();
    }
}
