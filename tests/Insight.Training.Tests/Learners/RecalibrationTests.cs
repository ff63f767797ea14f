using Insight.Features;
using Insight.Scoring.Reasons;
using Insight.Training.Export;
using Insight.Training.Learners;

namespace Insight.Training.Tests.Learners;

public sealed class RecalibrationTests
{
    /// <summary>Log-odds that are half, or twice, what is true, at whatever level: the slope goes half-way to 2, and half-way to .5.</summary>
    [Theory]
    [InlineData(2, 0.7, 1.5)]
    [InlineData(2, -1.2, 1.5)]
    [InlineData(1, 0.7, 1)]
    [InlineData(0.5, -1.2, 0.75)]
    public void Slope_ManyCustomers_GoesHalfWayToTheTruth(double truth, double level, double expected)
    {
        var (probability, happened) = Draw(40_000, truth, level, seed: 1);
        Assert.Equal(expected, Recalibration.Slope(probability, happened), 0.03);
    }

    [Fact]
    public void Slope_FewCustomers_StaysNearOne()
    {
        double Distance(int customers) => Enumerable.Range(0, 40).Average(seed =>
        {
            var (probability, happened) = Draw(customers, 2, 0, seed);
            return Recalibration.Slope(probability, happened) - 1;
        });
        var (few, some, many) = (Distance(25), Distance(250), Distance(2_500));
        Assert.True(few is > 0 and < 0.25 && few < some && some < many && many < 0.55, $"{few} {some} {many}");
    }

    [Fact]
    public void Slope_NothingToLearnFrom_IsOne()
    {
        Assert.Equal(1, Recalibration.Slope([0.3, 0.3, 0.3], [true, false, true]), 1e-3);
        Assert.Equal(1, Recalibration.Slope([0.2, 0.5, 0.9], [false, false, false]), 1e-3);
    }

    [Fact]
    public void KeepingLevel_KeepsMeanAndOrder_AndStretchesLogOdds()
    {
        var (model, rows) = Fitted();
        var recalibrated = Recalibrated.KeepingLevel(model, 1.4, rows);
        double[] before = [.. rows.Select(row => model.Predict(row))], after = recalibrated.Predict(rows);
        Assert.Equal(before.Average(), after.Average(), 1e-9);
        Assert.Equal(before.Index().OrderBy(pair => pair.Item).Select(pair => pair.Index), after.Index().OrderBy(pair => pair.Item).Select(pair => pair.Index));
        Assert.Equal(1.4 * (Odds(before[0]) - Odds(before[1])), Odds(after[0]) - Odds(after[1]), 1e-9);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(1.7)]
    public void Recalibrated_EqualsItsGraph_AndReasonsAddUp(double slope)
    {
        var (model, rows) = Fitted();
        var recalibrated = Recalibrated.KeepingLevel(model, slope, rows);
        Rows.AssertParity(recalibrated, rows);

        using var explainer = Explainer.Read(ExplainerExport.Probability(recalibrated, rows)!); // a linear model is always explained
        using var plain = Explainer.Read(ExplainerExport.Probability(model, rows)!); // likewise
        foreach (var row in rows.Take(50))
        {
            var (stretched, as0) = (explainer.Explain(row), plain.Explain(row));
            Assert.Equal(Odds(recalibrated.Predict(row)), stretched.Base + stretched.Contributions.Sum(), 1e-8);
            Assert.All(as0.Contributions.Zip(stretched.Contributions), pair => Assert.Equal(slope * pair.First, pair.Second, 1e-9));
        }
    }

    private static (Glm Model, List<float[]> Rows) Fitted()
    {
        var rows = Rows.Random(400, seed: 4);
        return (Glm.Fit(rows, [.. rows.Select((row, i) => row[0] > 5 != (i % 4 == 0) ? 1.0 : 0.0)], [.. Enumerable.Range(0, FeatureVector.Count)], Link.Logit, 0.05), rows);
    }

    private static (double[] Probability, bool[] Happened) Draw(int customers, double truth, double level, int seed)
    {
        var random = new Random(seed);
        double[] odds = [.. Enumerable.Range(0, customers).Select(_ => 3 * (random.NextDouble() - 0.5))];
        return ([.. odds.Select(o => 1 / (1 + Math.Exp(-o)))], [.. odds.Select(o => random.NextDouble() < 1 / (1 + Math.Exp(-((truth * o) + level))))]);
    }

    private static double Odds(double p) => Math.Log(p / (1 - p));
}
