using Insight.Training.Evaluation;

namespace Insight.Training.Tests.Evaluation;

public sealed class RankingTests
{
    [Fact]
    public void Auc_HandWorked()
    {
        // Pairs (positive, negative): .8 beats .3 and .5, .4 beats .3 and loses to .5: 3 of 4.
        Assert.Equal(0.75, Ranking.Auc([0.8, 0.3, 0.5, 0.4], [true, false, false, true]));
    }

    [Fact]
    public void Auc_TiesCountHalf()
    {
        Assert.Equal(0.5, Ranking.Auc([1, 1, 1, 1], [true, false, true, false]));

        // .6 ties with one negative and beats the other (1.5 of 2); .9 beats both.
        Assert.Equal(3.5 / 4, Ranking.Auc([0.6, 0.6, 0.1, 0.9], [true, false, false, true]));
    }

    [Fact]
    public void Auc_OneClass_IsUndefined() => Assert.True(double.IsNaN(Ranking.Auc([0.1, 0.2], [true, true])));

    [Fact]
    public void AveragePrecision_HandWorked()
    {
        // Down the list: hit (1/1), miss, hit (2/3), miss: (1 + 2/3) / 2.
        Assert.Equal((1 + (2 / 3.0)) / 2, Ranking.AveragePrecision([0.9, 0.8, 0.7, 0.6], [true, false, true, false]), 1e-12);
    }

    [Fact]
    public void AveragePrecision_TiesEnterTogether() =>
        Assert.Equal(0.5, Ranking.AveragePrecision([0.5, 0.5, 0.5, 0.5], [true, false, true, false]), 1e-12);

    /// <summary>Of ten rows the best tenth is one, which has 40 of 100; with it drawn not at all, the next best counts.</summary>
    [Fact]
    public void TopShare_HandWorked()
    {
        var ranking = new Ranking([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        double[] revenue = [5, 5, 5, 5, 5, 5, 5, 5, 20, 40];
        Assert.Equal(0.4, ranking.TopShare(0.1, revenue, []), 1e-12);
        Assert.Equal(20 / 65.0, ranking.TopShare(0.1, revenue, [2, 1, 1, 1, 1, 1, 1, 1, 1, 0]), 1e-12);
    }

    [Fact]
    public void Spearman_HandWorked()
    {
        Assert.Equal(1, Ranking.Spearman([1, 2, 3], [10, 200, 3000]), 1e-12);
        Assert.Equal(-1, Ranking.Spearman([1, 2, 3], [3, 2, 1]), 1e-12);

        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), Ranking.Spearman([1, 2, 2, 3], [1, 2, 3, 4]), 1e-12);
    }
}
