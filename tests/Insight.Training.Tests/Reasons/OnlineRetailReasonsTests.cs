using System.Diagnostics;
using Insight.Scoring.Reasons;
using Insight.Training.CustomerValue;
using Insight.Training.Export;
using Insight.Training.Learners;
using Xunit.Abstractions;

namespace Insight.Training.Tests.Reasons;

/// <summary>Reasons on real data: they add up for every customer and every candidate.</summary>
public sealed class OnlineRetailReasonsTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Purchase_EveryCandidate_AddsUpForAllCustomers()
    {
        var rows = RetailModels.Customers().Select(RetailModels.Row).ToList();
        foreach (var (algorithm, model) in RetailModels.Purchase)
        {
            Check(algorithm, model, rows, ExplainerExport.Probability(model, rows), ReasonLink.Logit);
        }
    }

    [SkippableFact]
    public void Value_EveryCandidate_AddsUpForAllCustomers()
    {
        var rows = RetailModels.Customers().Select(RetailModels.Row).ToList();
        foreach (var (algorithm, model) in RetailModels.Value)
        {
            Check(algorithm, model, rows, ExplainerExport.Amount(model, rows), algorithm == ValueAlgorithms.PastRate ? ReasonLink.Identity : ReasonLink.Log);
        }
    }

    private void Check(string algorithm, IRowModel model, IReadOnlyList<float[]> rows, byte[]? file, ReasonLink link)
    {
        Assert.NotNull(file);
        using var explainer = Explainer.Read(file);
        Assert.Equal(link, explainer.Link);
        var watch = Stopwatch.StartNew();
        var explanations = rows.Select(row => explainer.Explain(row)).ToList();
        watch.Stop();
        var worst = explanations.Zip(rows, (explanation, row) => Math.Abs(explanation.Base + explanation.Contributions.Sum() - ReasonScale.Of(link, model.Predict(row)))).Max();
        output.WriteLine(FormattableString.Invariant(
            $"{algorithm}: {rows.Count} customers, off by {worst:e1} at most, {rows.Count / watch.Elapsed.TotalSeconds:0} customers a second, {file.Length / 1024.0:0.0} KiB"));
        Assert.True(worst <= 1e-4, $"{algorithm} is off by {worst}");
    }
}
