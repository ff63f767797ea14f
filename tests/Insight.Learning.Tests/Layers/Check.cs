using Insight.Learning.Export;
using Insight.Learning.Graphs;
using Insight.Learning.Tests.Gradients;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

/// <summary>What holds for every layer.</summary>
internal static class Check
{
    /// <summary>The output of the training form with the given weights.</summary>
    public static Feed Train(Network network, Func<TestScope, Dictionary<string, float[]>> weights, params Feed[] feeds)
    {
        (GraphBuilder graph, TestScope scope, Value y) = Build(network, feeds);
        graph.Output("output", y);
        return Feed.Run(graph.Build(), [.. feeds, .. scope.Feeds(weights(scope))])["output"];
    }

    /// <summary>The weights that a network asks for, drawn.</summary>
    public static Dictionary<string, float[]> Weights(Network network, int seed, params Feed[] feeds) => Build(network, feeds).Scope.Draw(seed);

    /// <summary>The exported model gives what the training form gives, for the same inputs.</summary>
    /// <returns>That output.</returns>
    public static Feed Parity(Network network, int seed, params Feed[] feeds)
    {
        Dictionary<string, float[]> weights = Weights(network, seed, feeds);
        Feed trained = Train(network, _ => weights, feeds);

        Feed served = Feed.Run(NetworkExporter.Export(network, weights), feeds)["output"];

        Assert.Equal(trained.Sizes, served.Sizes);
        Close(trained.Floats, served.Floats);
        return served;
    }

    /// <summary>The gradients of the training form with respect to weights, tables and floating inputs equal central differences.</summary>
    public static void Gradients(Network network, int seed, params Feed[] feeds)
    {
        TestScope first = Build(network, feeds).Scope;
        Dictionary<string, float[]> drawn = first.Draw(seed);
        string[] names = [.. drawn.Keys];
        Feed[] floats = [.. feeds.Where(feed => feed.Data is float[])];
        Sample[] samples =
        [
            .. names.Select(name => new Sample(ToDoubles(drawn[name]), [.. first.Weights[name].Shape!.Select(dim => dim.Size!.Value)])),
            .. floats.Select(feed => new Sample(ToDoubles(feed.Floats), [.. feed.Sizes.Select(size => (long)size)])),
        ];

        GradientCheck.Holds(
            (graph, x) =>
            {
                var scope = new TestScope(graph, names.Zip(x).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
                Dictionary<string, Value> inputs = feeds.ToDictionary(feed => feed.Name, feed => feed.Data is long[] ? feed.Constant(graph) : x[names.Length + Array.IndexOf(floats, feed)], StringComparer.Ordinal);
                return network.Forward(scope, inputs);
            },
            TensorType.Float,
            samples);
    }

    public static void Close(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"Element {i} should be {expected[i]} and is {actual[i]}.");
        }
    }

    private static double[] ToDoubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static (GraphBuilder Graph, TestScope Scope, Value Output) Build(Network network, Feed[] feeds)
    {
        var graph = new GraphBuilder("training");
        var scope = new TestScope(graph);
        Dictionary<string, Value> inputs = feeds.ToDictionary(feed => feed.Name, feed => feed.Input(graph), StringComparer.Ordinal);
        return (graph, scope, network.Forward(scope, inputs));
    }
}
