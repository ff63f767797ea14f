using Insight.Learning.Losses;
using Insight.Learning.Tests.Gradients;
using Insight.Learning.Tests.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Losses;

/// <summary>Runs a loss alone.</summary>
internal static class LossCheck
{
    /// <summary>Loss and amount of every example.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="output">The network's output.</param>
    /// <param name="feeds">Labels, and tables by name.</param>
    public static (float[] Loss, float[] Amount) Run(ILoss loss, Feed output, params Feed[] feeds)
    {
        var graph = new GraphBuilder("loss");
        Dictionary<string, Value> inputs = feeds.ToDictionary(feed => feed.Name, feed => feed.Input(graph), StringComparer.Ordinal);
        (Value each, Value amount) = loss.Apply(new TestScope(graph, inputs), output.Input(graph), inputs);
        graph.Output("loss", each);
        graph.Output("amount", amount);
        Dictionary<string, Feed> results = Feed.Run(graph.Build(), [output, .. feeds]);
        return (results["loss"].Floats, results["amount"].Floats);
    }

    /// <summary>The loss's gradients with respect to output and tables equal central differences.</summary>
    public static void Gradients(ILoss loss, Feed output, params Feed[] feeds)
    {
        HashSet<string> targets = [.. loss.Targets.Select(target => target.Name)];
        Feed[] differentiated = [output, .. feeds.Where(feed => !targets.Contains(feed.Name))];
        GradientCheck.Holds(
            (graph, x) =>
            {
                Dictionary<string, Value> inputs = feeds.ToDictionary(
                    feed => feed.Name, feed => targets.Contains(feed.Name) ? feed.Constant(graph) : x[Array.IndexOf(differentiated, feed)], StringComparer.Ordinal);
                return loss.Apply(new TestScope(graph, inputs), x[0], inputs).Loss;
            },
            TensorType.Float,
            [.. differentiated.Select(feed => new Sample(Array.ConvertAll(feed.Floats, value => (double)value), [.. feed.Sizes.Select(size => (long)size)]))]);
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
