using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.Tests.Learners;

public sealed class BlendWeightsTests
{
    [Fact]
    public void Fit_GoesHalfWayFromEqualToBest()
    {
        double[] truth = [1, 2, 3, 4];
        var weights = BlendWeights.Fit([truth, [9, 9, 9, 9]], mixed => Errors.Squared(mixed, truth).Average());
        Assert.Equal([0.75, 0.25], weights);
    }

    [Fact]
    public void Fit_SumsToOne() => Assert.Equal(1, BlendWeights.Fit([[1], [2], [4]], mixed => Math.Abs(mixed[0] - 3)).Sum(), 1e-12);

    [Fact]
    public void Mixture_EqualsItsGraph()
    {
        var rows = Rows.Random(300, seed: 9);
        Rows.AssertParity(new Mixture { Parts = [(0.3, new ConstantRate(90, true)), (0.7, new Product(new ColumnModel(3), new ConstantRate(30, false), 0.01))] }, rows);
    }
}
