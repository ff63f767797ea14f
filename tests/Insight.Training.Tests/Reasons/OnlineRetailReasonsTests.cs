using System.Diagnostics;
using Insight.Features;
using Insight.Scoring.Reasons;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Export;
using Insight.Training.Learners;
using Insight.Training.Purchase;
using Xunit.Abstractions;

namespace Insight.Training.Tests.Reasons;

/// <summary>Reasons on real data: they add up for every customer and every candidate.</summary>
public sealed class OnlineRetailReasonsTests(ITestOutputHelper output)
{
    private static readonly DateOnly AsOf = new(2010, 8, 31);

    private static readonly Lazy<TrainingInput> Input = new(() => new TrainingInput
    {
        Shop = OnlineRetail.Shop, Histories = OnlineRetail.Read(), Schedule = TrainingSchedule.Plan(new DateOnly(2009, 12, 1), new DateOnly(2010, 11, 30), AsOf, 90),
    });

    private static readonly Lazy<LabelledRows> Customers = new(() => Input.Value.RowsAt(AsOf));

    [SkippableFact]
    public void Purchase_EveryCandidate_AddsUpForAllCustomers()
    {
        var fits = new PurchaseFits(Input.Value, Input.Value.Schedule.BeforeAsOf, Customers.Value, CancellationToken.None);
        foreach (var model in fits.Candidates(new PurchaseSettings()))
        {
            var file = ExplainerExport.Probability(model.Probability, Customers.Value.Features);
            Check(model.Algorithm, model.Probability, file, ReasonLink.Logit);
        }
    }

    [SkippableFact]
    public void Value_EveryCandidate_AddsUpForAllCustomers()
    {
        var fits = new ValueFits(Input.Value, Input.Value.Schedule.BeforeAsOf, Customers.Value, CancellationToken.None);
        foreach (var model in fits.Candidates(new ValueSettings()))
        {
            var file = ExplainerExport.Amount(model.Expected, Customers.Value.Features);
            Check(model.Algorithm, model.Expected, file, model.Algorithm == ValueAlgorithms.PastRate ? ReasonLink.Identity : ReasonLink.Log);
        }
    }

    private void Check(string algorithm, IRowModel model, byte[]? file, ReasonLink link)
    {
        Assert.NotNull(file);
        using var explainer = Explainer.Read(file);
        Assert.Equal(link, explainer.Link);
        var rows = Customers.Value.Features;
        var worst = 0.0;
        var watch = Stopwatch.StartNew();
        foreach (var row in rows)
        {
            var explanation = explainer.Explain(row);
            var sum = explanation.Base + explanation.Contributions.Sum();
            worst = Math.Max(worst, Math.Abs(sum - ReasonScale.Of(link, model.Predict(row))));
            Assert.Equal(model.Predict(row), ReasonScale.Invert(link, sum), 1e-5 * Math.Max(1, model.Predict(row)));
        }

        output.WriteLine(FormattableString.Invariant(
            $"{algorithm}: {rows.Count} customers, off by {worst:e1} at most, {rows.Count / watch.Elapsed.TotalSeconds:0} customers a second, {file.Length / 1024.0:0} kB, base {ReasonScale.Invert(link, explainer.Explain(rows[0]).Base):0.###}"));
        Assert.True(worst <= 1e-4, $"{algorithm} is off by {worst}");
    }
}
