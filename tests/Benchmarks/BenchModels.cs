using System.Security.Cryptography;
using System.Text.Json;
using Insight.Features;
using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Benchmarks;

/// <summary>Models of the largest kind that training makes, without the training: boosted trees behind an imputation, and centroids.</summary>
internal static class BenchModels
{
    private const int Trees = 300, Leaves = 31, Centroids = 6;

    public static byte[] Of(string model, int seed)
    {
        var random = new Random(seed);
        var graph = new GraphBuilder(model);
        var impute = new Impute { Fill = new float[FeatureVector.Count] };
        var features = graph.Input(ModelSignature.Input, TensorType.Float, ["N", FeatureVector.Count]);
        switch (model)
        {
            case ModelNames.Purchase:
                var probability = graph.Sigmoid(Boosted(graph, impute, features, random));
                graph.Output("probability", probability);
                graph.Output("expected_orders", graph.Mul(probability, graph.Scalar(2f)));
                graph.Output("p_alive", graph.Sqrt(probability));
                break;
            case ModelNames.Value:
                var expected = graph.Exp(Boosted(graph, impute, features, random));
                graph.Output("expected", expected);
                graph.Output("low", graph.Mul(expected, graph.Scalar(0.5f)));
                graph.Output("high", graph.Mul(expected, graph.Scalar(2f)));
                break;
            default:
                var centroids = Enumerable.Range(0, Centroids).Select(_ => (float[])[.. Enumerable.Range(0, FeatureVector.Count).Select(_ => Threshold(random))]).ToList();
                graph.Output("segment", new NearestCentroid { Centroids = centroids }.Append(graph, impute.Append(graph, features)).Nearest);
                break;
        }

        return graph.Build();
    }

    public static ModelManifest Manifest(string model, string version, byte[] onnx) => new()
    {
        Model = model,
        Version = version,
        Algorithm = "benchmark",
        Basis = "model",
        Snapshot = "s1",
        AsOf = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
        HorizonDays = 90,
        RunId = "run",
        Features = FeatureVector.Names,
        FeatureHash = FeatureVector.Hash,
        Candidates = [],
        Seed = 1,
        DurationSeconds = 0,
        TrainedAt = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
        SizeBytes = onnx.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
        Details = new Dictionary<string, JsonElement>
        {
            ["segments"] = JsonSerializer.SerializeToElement(Enumerable.Range(0, Centroids).Select(id => new { id, name = FormattableString.Invariant($"Group {id}") })),
        },
    };

    /// <summary>Makes a shop's models its champions.</summary>
    /// <returns>Their size in bytes.</returns>
    public static async Task<long> PublishAsync(ModelRegistry registry, ShopId shop, int seed)
    {
        var bytes = 0L;
        foreach (var model in ModelNames.OfCustomers)
        {
            var onnx = Of(model, seed);
            bytes += onnx.Length;
            await registry.PublishAsync(shop, Manifest(model, "v1", onnx), onnx, promote: true);
        }

        return bytes;
    }

    /// <summary>[N].</summary>
    private static Value Boosted(GraphBuilder graph, Impute impute, Value features, Random random) => graph.Squeeze(
        impute.FoldInto(new TreeEnsemble { Trees = [.. Enumerable.Range(0, Trees).Select(_ => Grow(random))] }).Append(graph, features), 1);

    /// <summary>Splits a leaf at random until there are enough, as leaf-wise boosting does.</summary>
    private static Tree Grow(Random random)
    {
        var nodes = new List<TreeNode> { Leaf(random) };
        var leaves = new List<int> { 0 };
        while (leaves.Count < Leaves)
        {
            var chosen = random.Next(leaves.Count);
            nodes[leaves[chosen]] = TreeNode.Split(random.Next(FeatureVector.Count), Threshold(random), nodes.Count, nodes.Count + 1, 100);
            leaves[chosen] = nodes.Count;
            leaves.Add(nodes.Count + 1);
            nodes.Add(Leaf(random));
            nodes.Add(Leaf(random));
        }

        return new Tree(nodes);
    }

    private static TreeNode Leaf(Random random) => TreeNode.Leaf((float)((random.NextDouble() - 0.5) * 0.01), 10);

    /// <summary>From days and counts to sums of money.</summary>
    private static float Threshold(Random random) => (float)Math.Exp(random.NextDouble() * 7);
}
