namespace Insight.Onnx.Tests;

/// <summary>Operators that do several steps in one, against those steps.</summary>
public sealed class FusedOperatorTests
{
    private const int Examples = 2, Width = 6;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 7)]
    [InlineData(1, 50)]
    public void CausalAttention_EqualsItsFormula(int heads, int length)
    {
        var g = new GraphBuilder("attention");
        Value x = g.Constant(Numbers(1, Examples * length * Width), Examples, length, Width);
        Value projections = g.Constant(Numbers(2, Width * 3 * Width), Width, 3 * Width), bias = g.Constant(Numbers(3, 3 * Width));
        g.Output("fused", g.CausalAttention(x, projections, bias, heads));

        IReadOnlyList<Value> parts = g.Split(g.MatMul(x, projections) + bias, 2, Width, Width, Width);
        Value queries = Heads(parts[0]), keys = g.Transpose(Heads(parts[1]), 0, 1, 3, 2), values = Heads(parts[2]);
        float[] hidden = [.. Enumerable.Range(0, length * length).Select(i => i % length > i / length ? -1e9f : 0)];
        Value scores = (g.MatMul(queries, keys) * (1 / Math.Sqrt((double)Width / heads))) + g.Constant(hidden, length, length);
        g.Output("parts", g.Reshape(g.Transpose(g.MatMul(g.Softmax(scores), values), 0, 2, 1, 3), 0, 0, Width));

        Equal(Run.Graph(g), "parts", "fused");
        Value Heads(Value part) => g.Transpose(g.Reshape(part, 0, 0, heads, Width / heads), 0, 2, 1, 3);
    }

    [Fact]
    public void BiasGelu_EqualsItsFormula()
    {
        var g = new GraphBuilder("gelu");
        Value x = g.Constant(Numbers(1, Examples * Width), Examples, Width) * 4, bias = g.Constant(Numbers(2, Width));
        g.Output("fused", g.BiasGelu(x, bias));
        Value y = x + bias;
        g.Output("parts", 0.5 * y * (1 + g.Erf(y * Math.Sqrt(0.5))));

        Equal(Run.Graph(g), "parts", "fused");
    }

    [Fact]
    public void SkipLayerNormalization_GivesTheSumAndItsNorm()
    {
        var g = new GraphBuilder("norm");
        Value x = g.Constant(Numbers(1, Examples * 3 * Width), Examples, 3, Width), skip = g.Constant(Numbers(2, Examples * 3 * Width), Examples, 3, Width);
        Value bias = g.Constant(Numbers(3, Width)), scale = g.Constant(Numbers(4, Width)), shift = g.Constant(Numbers(5, Width));
        (Value normalized, Value sum) = g.SkipLayerNormalization(x, skip, bias, scale, shift, 0.01f);
        g.Output("fused", normalized);
        g.Output("fused sum", sum);
        g.Output("parts", g.LayerNormalization(x + skip + bias, scale, shift, epsilon: 0.01f));
        g.Output("parts sum", x + skip + bias);

        Outputs outputs = Run.Graph(g);
        Equal(outputs, "parts", "fused");
        Equal(outputs, "parts sum", "fused sum");
    }

    private static void Equal(Outputs outputs, string expected, string actual) =>
        Assert.All(outputs.Get<float>(expected).Zip(outputs.Get<float>(actual)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
