using Insight.Features;
using Insight.Scoring.Reasons;
using Insight.Training.BuyTillYouDie;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Export;
using Insight.Training.Learners;
using Insight.Training.Networks;
using Insight.Training.Purchase;
using Insight.Training.Tests.Learners;
using Insight.Training.Tests.Networks;

namespace Insight.Training.Tests.Reasons;

public sealed class GraphPartsTests
{
    private static readonly int Frequency = FeatureVector.IndexOf("frequency"), SinceLast = FeatureVector.IndexOf("days_since_last"), Age = FeatureVector.IndexOf("age_days");

    /// <summary>Shapley values of three players by hand: the mean over the six orders of arrival, on log-odds, beside the median customer.</summary>
    [Fact]
    public void BgNbd_IsTheMeanOverAllOrdersOfArrival()
    {
        var model = new BgNbd(0.243, 30.9, 0.793, 2.426);
        var buyers = new Buyers(model, 90, BuyersOutput.Probability);
        var background = new[] { Customer(0, 100, 100), Customer(1, 40, 200), Customer(5, 10, 300) };
        using var explainer = Explainer.Read(ExplainerExport.Probability(buyers, background)!); // few columns are always explained

        var explanation = explainer.Explain(Customer(5, 10, 300));

        double V(bool x, bool since, bool age)
        {
            var (T, s) = (age ? 300.0 : 200.0, since ? 10.0 : 40.0);
            var p = model.ProbabilityOfPurchase(90, x ? 5 : 1, T - s, T);
            return Math.Log(p / (1 - p));
        }

        var byHand = ((2 * (V(true, false, false) - V(false, false, false))) + (V(true, true, false) - V(false, true, false))
            + (V(true, false, true) - V(false, false, true)) + (2 * (V(true, true, true) - V(false, true, true)))) / 6;
        Assert.Equal(byHand, explanation.Contributions[Frequency], 1e-9);
        Assert.Equal(V(false, false, false), explanation.Base, 1e-9);
        Assert.Equal(V(true, true, true), explanation.Base + explanation.Contributions.Sum(), 1e-9);
        Assert.Equal([Frequency, Age, SinceLast], Enumerable.Range(0, FeatureVector.Count).Where(i => explanation.Contributions[i] != 0));
        Assert.True(explanation.Contributions[SinceLast] > 0 && explanation.Contributions[Frequency] > 0);
    }

    [Fact]
    public void Product_OfModelsOfManyColumns_AddsUpInLogarithms_AndOneThatMayBeZeroHasNone()
    {
        var rows = Rows.Random(400, seed: 4);
        double[] targets = [.. rows.Select(row => (double)row[0])];
        int[] columns = [.. Enumerable.Range(0, FeatureVector.Count)];
        var amount = Glm.Fit(rows, targets, columns, Link.Log, 0.05);
        var probability = Glm.Fit(rows, [.. targets.Select(target => target > 5 ? 1.0 : 0.0)], columns, Link.Logit, 0.05);
        var product = new Product(amount, probability, 1.5);
        using var explainer = Explainer.Read(ExplainerExport.Amount(product, rows)!); // both factors are positive
        Assert.Equal(ReasonLink.Log, explainer.Link);
        foreach (var row in rows)
        {
            var explanation = explainer.Explain(row);
            Assert.Equal(Math.Log(product.Predict(row)), explanation.Base + explanation.Contributions.Sum(), 1e-8);
        }

        rows[0][Frequency] = 0;
        Assert.Null(ExplainerExport.Amount(new Product(amount, new ColumnModel(Frequency)), rows));
    }

    [Fact]
    public void Boosting_MissingValues_AreTheirFeaturesReasons()
    {
        var rows = Rows.Random(600, seed: 6);
        double[] targets = [.. rows.Select(row => float.IsNaN(row[4]) ? 1.0 : row[3] > 50 ? 1 : 0)];
        var model = BoostingFit.Probability(rows, targets, new BoostingOptions { Trees = 60, ColumnShare = 1 });
        Assert.NotEmpty(model.Inputs.Indicators);
        using var explainer = Explainer.Read(ExplainerExport.Probability(model, rows)!); // trees are always explained
        var missing = rows.First(row => float.IsNaN(row[4]));
        var explanation = explainer.Explain(missing);
        Assert.Equal(FeatureVector.Count, explanation.Contributions.Count);
        Assert.Equal(4, Enumerable.Range(0, FeatureVector.Count).MaxBy(i => Math.Abs(explanation.Contributions[i])));
        Assert.True(explanation.Contributions[4] > 0);
        Assert.All(rows, row => Assert.Equal(
            ReasonScale.Of(ReasonLink.Logit, model.Predict(row)), explainer.Explain(row) is var e ? e.Base + e.Contributions.Sum() : 0, 1e-6));
    }

    /// <summary>A kind that forgets its explainer would silently take the reasons from whatever contains it.</summary>
    [Fact]
    public void EveryKindOfModel_CanBeExplained()
    {
        var rows = Rows.Random(300, seed: 5);
        double[] targets = [.. rows.Select(row => row[0] > 5 ? 1.0 : 0.0)];
        var glm = Glm.Fit(rows, targets, [0, 4], Link.Logit, 0.05);
        var buyers = new Buyers(new BgNbd(0.243, 30.9, 0.793, 2.426), 90, BuyersOutput.Expected);
        IRowModel[] models =
        [
            glm, buyers, BoostingFit.Probability(rows, targets, new BoostingOptions { Trees = 5 }), new ColumnModel(0), new ConstantRate(90, AsProbability: true),
            new RegularBuyers(new MbgCnbd(2, 0.5, 20, 0.8, 2.5), 90, 40, BuyersOutput.Probability), new Spend(new GammaGamma(6.25, 3.74, 15.44)), new Product(buyers, new ColumnModel(0)), new Mixture { Parts = [(0.5, glm), (0.5, buyers)] }, new Recalibrated(glm, 0.1, 1.2),
            FittedNetworkTests.Fit(NetworkKind.Multilayer, Labelled(rows, targets)),
        ];
        var kinds = typeof(IRowModel).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IRowModel)));
        Assert.Equal(kinds.Select(kind => kind.Name).Order(), models.Select(model => model.GetType().Name).Order());
        Assert.All(models, model => Assert.NotNull(model.ToExplainer(rows)));
    }

    private static LabelledRows Labelled(IReadOnlyList<float[]> rows, double[] targets)
    {
        var labelled = new LabelledRows();
        labelled.Features.AddRange(rows);
        labelled.CustomerIds.AddRange(rows.Select((_, i) => $"c{i}"));
        labelled.Orders.AddRange(targets);
        labelled.Revenue.AddRange(targets);
        return labelled;
    }

    private static float[] Customer(float frequency, float sinceLast, float age)
    {
        var row = new float[FeatureVector.Count];
        (row[Frequency], row[SinceLast], row[Age]) = (frequency, sinceLast, age);
        return row;
    }
}
