using System.Security.Cryptography;
using System.Text.Json;
using Insight.Onnx;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Shops;

namespace Insight.Testing;

/// <summary>
/// A small model that is really exported and really run: a product's score is the sum over the history of weight × 2^(−age / 30) × how strongly the step belongs to it, less a
/// thousandth for every product before it.
/// </summary>
internal sealed class TestRecommender(params string[] products)
{
    private readonly Dictionary<(int From, int To), float> _next = [];
    private readonly Dictionary<(int From, int To), float> _together = [];
    private readonly float[] _repeat = [.. products.Select(_ => float.NaN)];

    /// <summary>Added to the scores that <see cref="Manifest"/> stores, which the graph then does not answer.</summary>
    public float GoldenError { get; set; }

    /// <summary>Whether <see cref="Manifest"/> says that nobody comes back for what they have seen.</summary>
    public bool SeenIsNoAnswer { get; set; }

    /// <summary>Whether it learned from interactions with times alone, as <see cref="Manifest"/> says.</summary>
    public bool HasClock { get; set; }

    /// <summary>Whether products to which no step belongs are no answer, as in graphs that training makes.</summary>
    public bool IsSilent { get; set; }

    public RecommendationIndex Index => new() { Products = products, Next = Neighbours(_next), Together = Neighbours(_together), RepeatDays = _repeat };

    public TestRecommender Next(string from, string to, float strength)
    {
        _next[(At(from), At(to))] = strength;
        return this;
    }

    public TestRecommender Together(string from, string to, float strength)
    {
        _together[(At(from), At(to))] = strength;
        return this;
    }

    public TestRecommender Repeat(string product, float days)
    {
        _repeat[At(product)] = days;
        return this;
    }

    public float Score(string product, params (string Product, float Weight, float Age)[] history)
    {
        var sum = history.Sum(step => step.Weight * MathF.Pow(2, -step.Age / 30) * Strength(At(step.Product), At(product)));
        return IsSilent && sum == 0 ? RecommendationContract.Excluded : sum - (0.001f * At(product));
    }

    public byte[] Graph()
    {
        var count = products.Length;
        var graph = new GraphBuilder("recommendations");
        var history = graph.Input(RecommendationContract.History, TensorType.Int64, [1, "L"]);
        var weights = graph.Input(RecommendationContract.Weights, TensorType.Float, [1, "L"]);
        var ages = graph.Input(RecommendationContract.Ages, TensorType.Float, [1, "L"]);
        var mask = graph.Input(RecommendationContract.Mask, TensorType.Float, [count]);
        var matrix = graph.Constant([.. Enumerable.Range(0, count * count).Select(i => Strength(i / count, i % count))], count, count);
        var said = weights * graph.Exp(ages * (-Math.Log(2) / 30));
        var sum = graph.ReduceSum(graph.Gather(matrix, history) * graph.Unsqueeze(said, 2), [1]);
        var score = sum + graph.Constant([.. Enumerable.Range(0, count).Select(i => -0.001f * i)], count);
        score = IsSilent ? graph.Where(graph.Greater(sum, graph.Scalar(0f)), score, graph.Scalar(RecommendationContract.Excluded)) : score;
        var wanted = graph.OptionalInput(RecommendationContract.Count, Tensor.Of([(long)Math.Min(RecommendationContract.Top, count)], [1]));
        var (scores, places) = graph.TopK(score + mask, wanted);
        graph.Output(RecommendationContract.Score, scores);
        graph.Output(RecommendationContract.Product, places);
        return graph.Build();
    }

    public ModelManifest Manifest(string version, byte[] onnx, byte[]? index, string runId = "run-1")
    {
        var answer = Enumerable.Range(0, products.Length).OrderByDescending(i => Score(products[i], (products[0], 1, 3))).Take(GoldenHistory.Kept).ToList();
        var golden = new GoldenHistory([0], [1], [3], [.. answer.Select(i => (long)i)], [.. answer.Select(i => Score(products[i], (products[0], 1, 3)) + GoldenError)]);
        return new ModelManifest
        {
            Model = ModelNames.Recommendations, Version = version, Algorithm = "test", Basis = "model", Snapshot = "s1", AsOf = new(2021, 6, 30, 23, 59, 59, TimeSpan.Zero), HorizonDays = 90,
            RunId = runId, Features = [], FeatureHash = "", Candidates = [], Seed = 1, DurationSeconds = 0, TrainedAt = new(2021, 6, 30, 23, 59, 59, TimeSpan.Zero),
            SizeBytes = onnx.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
            ExplainerSha256 = index is null ? null : Convert.ToHexStringLower(SHA256.HashData(index)),
            Details = new Dictionary<string, JsonElement>
            {
                [GoldenHistory.Detail] = JsonSerializer.SerializeToElement(new[] { golden }, JsonSerializerOptions.Web),
                [RecommendationModel.RepeatsDetail] = JsonSerializer.SerializeToElement(!SeenIsNoAnswer),
                [RecommendationModel.ClockDetail] = JsonSerializer.SerializeToElement(HasClock),
            },
        };
    }

    public RecommendationModel Load(string version = "v1")
    {
        var (onnx, index) = (Graph(), Index.Write());
        return RecommendationModel.Load(Manifest(version, onnx, index), onnx, index);
    }

    public Task PublishAsync(ModelRegistry registry, ShopId shop, string version, string runId = "run-1", bool promote = true)
    {
        var (onnx, index) = (Graph(), Index.Write());
        return registry.PublishAsync(shop, Manifest(version, onnx, index, runId), onnx, index, promote);
    }

    private float Strength(int from, int to) => Math.Max(_next.GetValueOrDefault((from, to)), _together.GetValueOrDefault((from, to)));

    private int At(string product) => Array.IndexOf(products, product);

    private Neighbour[][] Neighbours(Dictionary<(int From, int To), float> strengths) => [.. products.Select((_, from) =>
        (Neighbour[])[.. strengths.Where(pair => pair.Key.From == from).OrderByDescending(pair => pair.Value).Select(pair => new Neighbour(pair.Key.To, pair.Value))])];
}
