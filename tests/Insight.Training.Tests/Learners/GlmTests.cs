using Insight.Training.Learners;

namespace Insight.Training.Tests.Learners;

public sealed class GlmTests
{
    /// <summary>With one binary input and (almost) no ridge both regressions have closed forms: the group's share and the group's mean.</summary>
    [Fact]
    public void Fit_OneBinaryInput_GivesTheGroupMeans()
    {
        var rows = new List<float[]>();
        var happened = new List<double>();
        var counts = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            var row = new float[Insight.Features.FeatureVector.Count];
            row[2] = i < 20 ? 0 : 1;
            rows.Add(row);
            happened.Add(i < 20 ? (i < 5 ? 1 : 0) : (i < 36 ? 1 : 0));
            counts.Add(i < 20 ? i % 2 : i % 4);
        }

        var logistic = Glm.Fit(rows, [.. happened], [2], Link.Logit, 1e-10);
        var poisson = Glm.Fit(rows, [.. counts], [2], Link.Log, 1e-10);

        Assert.Equal(0.25, logistic.Predict(rows[0]), 1e-5);
        Assert.Equal(0.8, logistic.Predict(rows[39]), 1e-5);
        Assert.Equal(0.5, poisson.Predict(rows[0]), 1e-5);
        Assert.Equal(1.5, poisson.Predict(rows[39]), 1e-5);
    }

    [Fact]
    public void Fit_StrongRidge_GivesTheMeanToAll()
    {
        var rows = Rows.Random(200, seed: 1);
        double[] targets = [.. rows.Select(row => row[0] > 20 ? 3.0 : 1.0)];
        var model = Glm.Fit(rows, targets, [0, 1, 2], Link.Log, 1e6);
        Assert.All(rows, row => Assert.Equal(targets.Average(), model.Predict(row), 1e-3));
    }

    [Fact]
    public void Fit_NothingVaries_StillGivesTheMean()
    {
        var rows = Enumerable.Range(0, 50).Select(_ => new float[Insight.Features.FeatureVector.Count]).ToList();
        double[] targets = [.. Enumerable.Range(0, 50).Select(i => i < 10 ? 1.0 : 0.0)];
        Assert.Equal(0.2, Glm.Fit(rows, targets, [0, 1], Link.Logit, 0.01).Predict(rows[0]), 1e-5);
    }

    [Theory]
    [InlineData(nameof(Link.Logit))]
    [InlineData(nameof(Link.Log))]
    public void Append_EqualsPredict(string link)
    {
        var rows = Rows.Random(600, seed: 2);
        double[] targets = [.. rows.Select(row => row[1] > row[2] ? 1.0 : 0.0)];
        Rows.AssertParity(Glm.Fit(rows, targets, [.. Enumerable.Range(0, Insight.Features.FeatureVector.Count)], Enum.Parse<Link>(link), 0.01), rows);
    }
}
