using System.Globalization;
using System.Security.Cryptography;
using Insight.Features;
using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Shops;

namespace Insight.Benchmarks;

/// <summary>
/// A recommending model of the usual kind without the training: the weighted mean of the history's vectors against those of all products, 64 numbers each, which are asked in eight bits as
/// those of networks are.
/// </summary>
internal static class BenchRecommender
{
    public const int Width = 64;

    public static readonly DateTimeOffset AsOf = new(2024, 6, 30, 22, 0, 0, TimeSpan.Zero);

    private const int Neighbours = 20, Categories = 50;

    public static byte[] Graph(int products)
    {
        var graph = new GraphBuilder("recommendations");
        var history = graph.Input(RecommendationContract.History, TensorType.Int64, [1, "L"]);
        var weights = graph.Input(RecommendationContract.Weights, TensorType.Float, [1, "L"]);
        var ages = graph.Input(RecommendationContract.Ages, TensorType.Float, [1, "L"]);
        var mask = graph.Input(RecommendationContract.Mask, TensorType.Float, [products]);
        var vectors = Vectors(graph, products);
        var query = graph.MatMul(weights * graph.Exp(ages * -0.02), graph.Gather(vectors, graph.Squeeze(history, 0)));
        var count = graph.OptionalInput(RecommendationContract.Count, Tensor.Of([(long)Math.Min(RecommendationContract.Top, products)], [1]));
        Answer(graph, graph.TopK(QuantizedRows.Of(Numbers(products), Width).Append(graph, query) + mask, count));
        return graph.Build();
    }

    /// <summary>The same from the query on, in floats: inputs <c>query</c> [1, <see cref="Width"/>] and the mask; always the best <see cref="RecommendationContract.Top"/>.</summary>
    public static byte[] BareGraph(int products)
    {
        var graph = new GraphBuilder("bare");
        var query = graph.Input("query", TensorType.Float, [1, Width]);
        var mask = graph.Input(RecommendationContract.Mask, TensorType.Float, [products]);
        Answer(graph, graph.TopK(graph.Gemm(query, Vectors(graph, products), transB: true) + mask, Math.Min(RecommendationContract.Top, products)));
        return graph.Build();
    }

    public static byte[] Index(int products)
    {
        var random = new Random(2);
        return new RecommendationIndex
        {
            Products = [.. Enumerable.Range(0, products).Select(Id)],
            Next = Lists(),
            Together = Lists(),
            RepeatDays = [.. Enumerable.Range(0, products).Select(i => i % 4 == 0 ? 30 : float.NaN)],
        }.Write();

        Neighbour[][] Lists() => [.. Enumerable.Range(0, products).Select(_ =>
            (Neighbour[])[.. Enumerable.Range(0, Neighbours).Select(k => new Neighbour(random.Next(products), 1f / (k + 2)))])];
    }

    public static ProductCatalog Catalog(int products)
    {
        var random = new Random(3);
        return new ProductCatalog
        {
            AsOf = AsOf,
            Snapshot = "s1",
            Products = [.. Enumerable.Range(0, products).Select(i => new CatalogProduct
            {
                Id = Id(i), Title = $"Product {i}", Category = $"category {random.Next(Categories)}", Price = random.Next(1, 100), Active = i % 100 != 0, InStock = i % 50 != 0,
                Popularity = random.NextDouble(),
            })],
        };
    }

    public static ModelManifest Manifest(string version, byte[] onnx, byte[] index) => BenchModels.Manifest(ModelNames.Recommendations, version, onnx) with
    {
        ExplainerSha256 = Convert.ToHexStringLower(SHA256.HashData(index)),
    };

    public static async Task PublishAsync(ModelRegistry registry, ShopId shop, byte[] onnx, int products)
    {
        var index = Index(products);
        await registry.PublishAsync(shop, Manifest("v1", onnx, index), onnx, index, promote: true);
    }

    public static IReadOnlyList<Interaction> Trail(int products, int steps, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps).Select(i => new Interaction(Id(random.Next(products)), AsOf.AddDays(i - steps), i % 3 == 0 ? InteractionKind.Purchase : InteractionKind.View))];
    }

    public static string Id(int product) => string.Create(CultureInfo.InvariantCulture, $"p{product:000000}");

    private static Value Vectors(GraphBuilder graph, int products) => graph.Constant(Numbers(products), products, Width);

    private static float[] Numbers(int products)
    {
        var random = new Random(1);
        var values = new float[products * Width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(random.NextDouble() - 0.5);
        }

        return values;
    }

    private static void Answer(GraphBuilder graph, (Value Scores, Value Products) best)
    {
        graph.Output(RecommendationContract.Score, best.Scores);
        graph.Output(RecommendationContract.Product, best.Products);
    }
}
