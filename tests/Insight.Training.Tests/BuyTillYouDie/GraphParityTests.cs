using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Insight.Training.Tests.BuyTillYouDie;

/// <summary>The exported graphs in ONNX Runtime against the models in C#.</summary>
public sealed class GraphParityTests
{
    private const int Rows = 1000;

    // r, α, a, b, horizon; z = horizon/(α + horizon) is at most .95.
    [Theory]
    [InlineData(0.243, 4.414, 0.793, 2.426, 39)]
    [InlineData(0.243, 4.414, 0.793, 2.426, 80)]
    [InlineData(0.6, 30, 1, 3, 90)]
    [InlineData(3.5, 8, 0.3, 0.4, 60)]
    [InlineData(0.5, 10, 1e-6, 400, 90)]
    [InlineData(1, 6, 9, 14, 52)]
    [InlineData(2, 3, 0.5, 2.5, 13)]
    [InlineData(0.4, 500, 120, 300, 365)]
    public void BgNbdGraph_EqualsModel(double r, double alpha, double a, double b, double horizon)
    {
        var model = new BgNbd(r, alpha, a, b);
        float[][] rows = RandomRows(new Random(21));
        var g = new GraphBuilder("bgnbd");
        var (alive, expected, probability) = BgNbdGraph.Append(
            g, g.Input("x", TensorType.Float, ["N", 1]), g.Input("tx", TensorType.Float, ["N", 1]), g.Input("T", TensorType.Float, ["N", 1]), model, horizon);
        g.Output("alive", alive);
        g.Output("expected", expected);
        g.Output("probability", probability);

        Assert.All(g.Outputs, o => Assert.Equal("[N, 1]", o.Shape!.ToString()));
        Dictionary<string, double[]> y = Run(g, rows, "x", "tx", "T");

        for (int i = 0; i < Rows; i++)
        {
            (double x, double tx, double T) = (rows[0][i], rows[1][i], rows[2][i]);
            AssertClose(model.PAlive(x, tx, T), y["alive"][i], $"P(alive) of {x}, {tx}, {T}");
            AssertClose(model.ExpectedPurchases(horizon, x, tx, T), y["expected"][i], $"purchases of {x}, {tx}, {T}");
            AssertClose(model.ProbabilityOfPurchase(horizon, x, tx, T), y["probability"][i], $"probability of {x}, {tx}, {T}");
        }
    }

    [Fact]
    public void GammaGammaGraph_EqualsModel_MissingMeanToo()
    {
        var model = new GammaGamma(6.25, 3.74, 15.44);
        var random = new Random(2);
        float[] x = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.Next(6))];
        float[] mean = [.. x.Select(n => n == 0 ? float.NaN : (float)Math.Exp(12 * random.NextDouble()))];
        var g = new GraphBuilder("gammagamma");
        g.Output("value", GammaGammaGraph.Append(g, g.Input("x", TensorType.Float, ["N"]), g.Input("mean", TensorType.Float, ["N"]), model));

        double[] y = Run(g, [x, mean], "x", "mean")["value"];

        for (int i = 0; i < Rows; i++)
        {
            AssertClose(model.ExpectedMonetaryValue(x[i], mean[i]), y[i], $"value of {x[i]}, {mean[i]}");
        }
    }

    [Fact]
    public void BgNbdGraph_HorizonFarBeyondAlpha_IsRefused()
    {
        var g = new GraphBuilder("bgnbd");
        Value x = g.Input("x", TensorType.Float, ["N"]);
        Assert.Contains("horizon of 365", Assert.Throws<ArgumentException>(() => BgNbdGraph.Append(g, x, x, x, new BgNbd(1, 1e-3, 2, 2), 365)).Message, StringComparison.Ordinal);
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1e-3, Math.Abs(expected)), $"{what}: {expected} was expected, {actual} found.");

    private static float[][] RandomRows(Random random)
    {
        float[] x = new float[Rows], tx = new float[Rows], T = new float[Rows];
        for (int i = 0; i < Rows; i++)
        {
            T[i] = i % 10 == 0 ? 0 : (float)Math.Exp((10 * random.NextDouble()) - 2);
            x[i] = T[i] == 0 || random.Next(3) == 0 ? 0 : (float)Math.Round(Math.Exp(6 * random.NextDouble()));
            tx[i] = x[i] == 0 ? 0 : random.Next(5) == 0 ? T[i] : (float)(T[i] * (0.001 + (0.999 * random.NextDouble())));
        }

        return [x, tx, T];
    }

    private static Dictionary<string, double[]> Run(GraphBuilder graph, float[][] columns, params string[] names)
    {
        using var session = new InferenceSession(graph.Build());
        int[] sizes = graph.Inputs[0].Shape!.Count == 1 ? [Rows] : [Rows, 1];
        NamedOnnxValue[] feeds = [.. names.Zip(columns, (name, column) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(column, sizes)))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(feeds);
        return results.ToDictionary(o => o.Name, o => o.AsEnumerable<double>().ToArray());
    }
}
