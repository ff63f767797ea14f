using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class BinTests
{
    [Fact]
    public void ByPrediction_HandWorked() => Assert.Equal(
        [new Bin(1.5, 0.5, 2), new Bin(3.5, 2, 2)], Bin.ByPrediction([4, 1, 3, 2], [1, 0, 3, 1], 2));

    [Fact]
    public void ByPrediction_EqualPredictionsStayTogether() => Assert.Equal(
        [new Bin(1, 1, 3), new Bin(2, 5, 1)], Bin.ByPrediction([1, 1, 1, 2], [0, 1, 2, 5], 2));

    [Fact]
    public void ByPrediction_CountsEveryRowOnce()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 103).Select(_ => (double)random.Next(30))];
        Assert.Equal(103, Bin.ByPrediction(values, values, 10).Sum(bin => bin.Count));
    }
}
