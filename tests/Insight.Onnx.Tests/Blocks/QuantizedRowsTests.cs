using Insight.Onnx.Blocks;

namespace Insight.Onnx.Tests.Blocks;

public sealed class QuantizedRowsTests
{
    private const int Rows = 37;

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(256)]
    public void Append_ProductsWithAllRows_AreWithinAHundredthOfBothLengths(int width)
    {
        var random = new Random(width);
        float[] values = [.. Numbers(random, Rows * width)], vector = [.. Numbers(random, width)], bias = [.. Numbers(random, Rows)];
        var graph = new GraphBuilder("rows");
        graph.Output("products", QuantizedRows.Of(values, width).Append(graph, graph.Input("vector", TensorType.Float, [1, width]), graph.Constant(bias)));

        float[] products = Run.Graph(graph, ("vector", vector, [1, width])).Get<float>("products");

        Assert.Equal(Rows, products.Length);
        for (int row = 0; row < Rows; row++)
        {
            float[] exact = values[(row * width)..((row + 1) * width)];
            Assert.Equal(exact.Zip(vector, (a, b) => (double)a * b).Sum() + bias[row], products[row], 0.01 * Length(exact) * Length(vector));
        }
    }

    [Fact]
    public void Append_RowOfZeros_IsItsBias()
    {
        var graph = new GraphBuilder("rows");
        graph.Output("products", QuantizedRows.Of([0, 0, 1, -2], 2).Append(graph, graph.Input("vector", TensorType.Float, [1, 2]), graph.Constant([-10_000f, 0])));

        float[] products = Run.Graph(graph, ("vector", new float[] { 3, 1 }, [1, 2])).Get<float>("products");

        Assert.Equal(-10_000f, products[0]);
        Assert.Equal(1, products[1], 0.05);
    }

    [Fact]
    public void Of_ARow_IsKeptToHalfAStepOfItsLargestNumber()
    {
        var rows = QuantizedRows.Of([0.5f, -2.54f, 1.001f, 100, 3, -50], 3);

        Assert.All(rows.Row(0).Zip([0.5f, -2.54f, 1.001f]), pair => Assert.Equal(pair.Second, pair.First, 0.0101));
        Assert.All(rows.Row(1).Zip([100f, 3, -50]), pair => Assert.Equal(pair.Second, pair.First, 0.4));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(257)]
    public void Of_NoWholeRows_IsRefused(int width) =>
        Assert.Contains($"width {width}", Assert.Throws<ArgumentException>(() => QuantizedRows.Of([1, 2, 3, 4, 5, 6], width)).Message, StringComparison.Ordinal);

    private static IEnumerable<float> Numbers(Random random, int count) => Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2));

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(value => (double)value * value));
}
