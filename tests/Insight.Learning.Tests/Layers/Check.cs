using Insight.Learning.Export;
using Insight.Learning.Graphs;
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

    /// <summary>The exported model gives what the training form gives, for the same inputs.</summary>
    /// <returns>That output.</returns>
    public static Feed Parity(Network network, int seed, params Feed[] feeds)
    {
        Dictionary<string, float[]> weights = [];
        Feed trained = Train(network, scope => weights = scope.Draw(seed), feeds);

        Feed served = Feed.Run(NetworkExporter.Export(network, weights), feeds)["output"];

        Assert.Equal(trained.Sizes, served.Sizes);
        for (int i = 0; i < trained.Floats.Length; i++)
        {
            Assert.Equal(trained.Floats[i], served.Floats[i], 1e-5);
        }

        return served;
    }

    private static (GraphBuilder Graph, TestScope Scope, Value Output) Build(Network network, Feed[] feeds)
    {
        var graph = new GraphBuilder("training");
        var scope = new TestScope(graph);
        Dictionary<string, Value> inputs = feeds.ToDictionary(feed => feed.Name, feed => feed.Input(graph), StringComparer.Ordinal);
        return (graph, scope, network.Forward(scope, inputs));
    }
}
