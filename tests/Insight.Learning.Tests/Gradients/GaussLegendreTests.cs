using Insight.Learning.Gradients;

namespace Insight.Learning.Tests.Gradients;

public sealed class GaussLegendreTests
{
    [Fact]
    public void Rule_TwoPoints_AreTheTextbooks()
    {
        (double[] nodes, double[] weights) = GaussLegendre.Rule(2);
        Assert.Equal([0.5, 0.5], weights.Select(weight => Math.Round(weight, 12)));
        Assert.Equal(0.5 - (0.5 / Math.Sqrt(3)), nodes[0], 1e-12);
        Assert.Equal(0.5 + (0.5 / Math.Sqrt(3)), nodes[1], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(64)]
    public void Rule_IsExactUpToTwiceItsSize(int count)
    {
        (double[] nodes, double[] weights) = GaussLegendre.Rule(count);
        for (int power = 0; power <= (2 * count) - 1; power++)
        {
            Assert.Equal(1.0 / (power + 1), nodes.Zip(weights, (node, weight) => weight * Math.Pow(node, power)).Sum(), 1e-12);
        }
    }
}
