using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Losses;

/// <summary>Runs a loss alone.</summary>
internal static class LossCheck
{
    /// <summary>Loss and amount of every example.</summary>
    public static (float[] Loss, float[] Amount) Run(ILoss loss, Feed output, params Feed[] targets)
    {
        var graph = new GraphBuilder("loss");
        (Value each, Value amount) = loss.Apply(
            new TestScope(graph), output.Input(graph), targets.ToDictionary(target => target.Name, target => target.Input(graph), StringComparer.Ordinal));
        graph.Output("loss", each);
        graph.Output("amount", amount);
        Dictionary<string, Feed> results = Feed.Run(graph.Build(), [output, .. targets]);
        return (results["loss"].Floats, results["amount"].Floats);
    }

    public static void Equal(double[] expected, float[] actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
