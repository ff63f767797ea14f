using Insight.Features;
using Insight.Scoring.Reasons;
using Insight.Training.Export;
using Insight.Training.Learners;
using Xunit.Abstractions;

namespace Insight.Training.Tests.Reasons;

/// <summary>
/// A reason is cited truly when the score moves the stated way as its order fact changes: of every third customer of Online Retail the weightiest reason is taken, the orders
/// behind it are changed so that the feature moves to its median over the customers (<see cref="OrderEdits"/>), and all features and the score are computed anew. The score must
/// fall where the reason raised it, and rise where it lowered it.
/// </summary>
public sealed class ReasonBehaviourTests(ITestOutputHelper output)
{
    private const int Every = 3;

    [SkippableFact]
    public void Purchase_ChangingTheOrdersBehindTheWeightiestReason_MovesTheScoreTheStatedWay() =>
        Check(RetailModels.Purchase[^1].Model, ExplainerExport.Probability);

    [SkippableFact]
    public void Value_ChangingTheOrdersBehindTheWeightiestReason_MovesTheScoreTheStatedWay() =>
        Check(RetailModels.Value[^1].Model, ExplainerExport.Amount);

    private void Check(IRowModel model, Func<IRowModel, IReadOnlyList<float[]>, byte[]?> explain)
    {
        var customers = RetailModels.Customers();
        var rows = customers.Select(RetailModels.Row).ToList();
        var typical = Enumerable.Range(0, FeatureVector.Count).Select(feature => Median(rows, feature)).ToArray();
        using var explainer = Explainer.Read(explain(model, rows)!); // it was checked to add up
        var outcomes = new List<(string Feature, bool? AsStated)>();
        for (var i = 0; i < customers.Count; i += Every)
        {
            var contributions = explainer.Explain(rows[i]).Contributions;
            var cited = Enumerable.Range(0, contributions.Count).MaxBy(feature => Math.Abs(contributions[feature]));
            var edited = OrderEdits.Towards(customers[i], RetailModels.Cutoff, cited, typical[cited]);
            var moved = edited is null ? 0 : model.Predict(RetailModels.Row(edited)) - model.Predict(rows[i]);
            outcomes.Add((FeatureVector.Names[cited], edited is null ? null : moved * contributions[cited] < 0));
        }

        var judged = outcomes.Where(outcome => outcome.AsStated is not null).ToList();
        var share = judged.Count(outcome => outcome.AsStated == true) / (double)judged.Count;
        output.WriteLine(FormattableString.Invariant($"{share:p1} of {judged.Count} as stated; {outcomes.Count - judged.Count} have no order behind the reason that could be changed."));
        foreach (var feature in outcomes.GroupBy(outcome => outcome.Feature).OrderByDescending(group => group.Count()))
        {
            output.WriteLine($"{feature.Key}: {feature.Count(o => o.AsStated == true)} as stated, {feature.Count(o => o.AsStated == false)} not, {feature.Count(o => o.AsStated is null)} not changed");
        }

        Assert.True(judged.Count >= outcomes.Count * 0.9, $"Only {judged.Count} of {outcomes.Count} customers could be judged.");
        Assert.True(share >= 0.95, $"Only {share:p1} of {judged.Count} as stated.");
    }

    /// <summary>NaN where no customer has the feature: a shop without events knows no browsing.</summary>
    private static float Median(List<float[]> rows, int feature)
    {
        float[] known = [.. rows.Select(row => row[feature]).Where(value => !float.IsNaN(value)).Order()];
        return known.Length == 0 ? float.NaN : known[known.Length / 2];
    }
}
