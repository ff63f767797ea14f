using Insight.Learning.Graphs;

namespace Insight.Learning.Tests.Graphs;

public sealed class InitializerTests
{
    [Theory]
    [InlineData(6, 3)]
    [InlineData(3, 6)]
    [InlineData(4, 4)]
    public void Orthogonal_ShorterSideIsOrthonormal(int rows, int columns)
    {
        float[] matrix = Initializer.Orthogonal(rows, columns).Draw(rows * columns, "w", 3);

        int count = Math.Min(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double product = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => At(i, k) * At(j, k));
                Assert.Equal(i == j ? 1 : 0, product, 1e-6);
            }
        }

        double At(int vector, int k) => rows >= columns ? matrix[(k * columns) + vector] : matrix[(vector * columns) + k];
    }

    [Fact]
    public void Normal_HasItsDeviation()
    {
        float[] values = Initializer.Normal(2).Draw(20000, "w", 3);

        Assert.Equal(0, values.Average(), 0.05);
        Assert.Equal(2, Math.Sqrt(values.Average(value => (double)value * value)), 0.05);
    }

    [Fact]
    public void Draw_DependsOnNameAndSeedOnly()
    {
        Initializer glorot = Initializer.Glorot(10, 20);

        Assert.Equal(glorot.Draw(50, "a", 1), glorot.Draw(50, "a", 1));
        Assert.NotEqual(glorot.Draw(50, "a", 1), glorot.Draw(50, "b", 1));
        Assert.NotEqual(glorot.Draw(50, "a", 1), glorot.Draw(50, "a", 2));
        Assert.All(glorot.Draw(50, "a", 1), value => Assert.InRange(Math.Abs(value), 0, Math.Sqrt(0.2)));
    }
}
