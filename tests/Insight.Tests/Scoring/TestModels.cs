using System.Security.Cryptography;
using System.Text.Json;
using Insight.Features;
using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Registry;
using Insight.Scoring;

namespace Insight.Tests.Scoring;

/// <summary>Small models that are really exported and really run: their answers can be worked out by hand.</summary>
internal static class TestModels
{
    public static readonly DateTimeOffset AsOf = new(2021, 6, 30, 23, 59, 59, TimeSpan.Zero);

    /// <summary>probability = sigmoid(bias + 0.1 · frequency − 0.01 · days since last), expected orders twice that, P(alive) its root.</summary>
    /// <param name="padding">Makes the file longer without changing the answers.</param>
    public static byte[] Purchase(float bias = 0, byte[]? padding = null)
    {
        var graph = Features("purchase", out var features);
        var weights = new float[FeatureVector.Count];
        weights[FeatureVector.IndexOf("frequency")] = 0.1f;
        weights[FeatureVector.IndexOf("days_since_last")] = -0.01f;
        var linear = new Linear { Weights = weights, Bias = [bias] }.Append(graph, features);
        var probability = graph.Sigmoid(graph.Squeeze(linear, 1));
        graph.Output("probability", probability);
        graph.Output("expected_orders", graph.Mul(probability, graph.Scalar(2f)));
        graph.Output("p_alive", graph.Sqrt(probability));
        return graph.Build(padding is null ? null : new Dictionary<string, string> { ["padding"] = Convert.ToBase64String(padding) });
    }

    public static double ExpectedProbability(CustomerHistory history, Cutoff cutoff, float bias = 0)
    {
        var row = new float[FeatureVector.Count];
        FeatureVector.Compute(history, cutoff, row);
        return 1 / (1 + Math.Exp(-(bias + (0.1 * row[FeatureVector.IndexOf("frequency")]) - (0.01 * row[FeatureVector.IndexOf("days_since_last")]))));
    }

    /// <summary>expected = mean revenue, low half and high twice of it.</summary>
    public static byte[] Value()
    {
        var graph = Features("value", out var features);
        var mean = graph.Squeeze(graph.Slice(features, 1, FeatureVector.IndexOf("revenue_mean"), FeatureVector.IndexOf("revenue_mean") + 1), 1);
        graph.Output("expected", mean);
        graph.Output("low", graph.Mul(mean, graph.Scalar(0.5f)));
        graph.Output("high", graph.Mul(mean, graph.Scalar(2f)));
        return graph.Build();
    }

    /// <summary>Segment 0 bought once, segment 1 more often.</summary>
    public static byte[] Segments()
    {
        var graph = Features("segments", out var features);
        var frequency = graph.Squeeze(graph.Slice(features, 1, FeatureVector.IndexOf("frequency"), FeatureVector.IndexOf("frequency") + 1), 1);
        graph.Output("segment", graph.Cast(graph.Greater(frequency, graph.Scalar(0f)), TensorType.Int64));
        return graph.Build();
    }

    public static byte[] Of(string model) => model switch
    {
        ModelNames.Purchase => Purchase(),
        ModelNames.Value => Value(),
        _ => Segments(),
    };

    public static ModelManifest Manifest(string model, string version, byte[] onnx, string runId = "run-1") => new()
    {
        Model = model,
        Version = version,
        Algorithm = "test",
        Basis = "model",
        Snapshot = "s1",
        AsOf = AsOf,
        HorizonDays = 90,
        RunId = runId,
        Features = FeatureVector.Names,
        FeatureHash = FeatureVector.Hash,
        Candidates = [new CandidateResult { Algorithm = "test", Role = "baseline", Metrics = new Dictionary<string, MetricValue> { ["auc"] = new(0.5, double.NaN) } }],
        Seed = 1,
        DurationSeconds = 0,
        TrainedAt = AsOf,
        SizeBytes = onnx.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx)),
        Details = model == ModelNames.Segments
            ? new Dictionary<string, JsonElement>
            {
                ["segments"] = JsonSerializer.SerializeToElement(new[] { new { id = 0, name = "Once", told = "Bought once." }, new { id = 1, name = "Again, \"often\"", told = "Came back." } }),
            }
            : new Dictionary<string, JsonElement>(),
    };

    /// <summary>What the graph answers to a plain row and to one with a value missing.</summary>
    public static IReadOnlyList<GoldenRow> Golden(string model, byte[] onnx)
    {
        var signature = ModelSignature.Of(model);
        using var loaded = OnnxModel.Load(Manifest(model, "golden", onnx), onnx);
        var plain = Enumerable.Range(1, signature.Columns).Select(i => (float)i).ToArray();
        float[] missing = [float.NaN, .. plain[1..]];
        return [.. new[] { plain, missing }.Select(row => (row, answers: loaded.Run(row, 1))).Select(asked => new GoldenRow(
            asked.row,
            signature.Floats.Select(name => (name, value: (double)asked.answers.Floats(name)[0]))
                .Concat(signature.Integers.Select(name => (name, value: (double)asked.answers.Integers(name)[0])))
                .ToDictionary(answer => answer.name, answer => answer.value)))];
    }

    private static GraphBuilder Features(string name, out Value features)
    {
        var graph = new GraphBuilder(name);
        var input = graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]);
        features = new Impute { Fill = new float[FeatureVector.Count] }.Append(graph, input);
        return graph;
    }
}
