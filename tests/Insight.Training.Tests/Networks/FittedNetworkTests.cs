using Insight.Features;
using Insight.Onnx;
using Insight.Scoring.Reasons;
using Insight.Training.Data;
using Insight.Training.Export;
using Insight.Training.Learners;
using Insight.Training.Networks;
using Insight.Training.Tests.Learners;

namespace Insight.Training.Tests.Networks;

public sealed class FittedNetworkTests
{
    private static readonly Lazy<LabelledRows> Customers = new(() =>
    {
        var input = RhythmShop.Input(customers: 300, seed: 2);
        return input.RowsAt(input.Schedule.BeforeTest[0]);
    });

    internal static NetworkHead Fit(NetworkKind kind, LabelledRows rows)
    {
        var network = NetworkFit.Fit(
            kind, rows, [("bought", Link.Logit, [.. rows.Bought().Select(bought => bought ? 1.0 : 0.0)]), ("orders", Link.Log, [.. rows.Orders])], seed: 1, CancellationToken.None);
        return new NetworkHead(Assert.IsType<FittedNetwork>(network), 0, Link.Logit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Append_InAnyBatch_GivesWhatPredictGives(int kind)
    {
        var head = Fit((NetworkKind)kind, Customers.Value);
        Rows.AssertParity(head, Customers.Value.Features);
        Rows.AssertParity(head with { Head = 1, Link = Link.Log, Factor = 40 }, Customers.Value.Features);
    }

    [Fact]
    public void Write_ForTraining_EqualsTheGraphThatServes()
    {
        var rows = Customers.Value.Features;
        var inputs = NetworkInputs.Fit(rows);
        var graph = new GraphBuilder("inputs");
        var read = inputs.Append(graph, graph.Input("features", TensorType.Float, ["N", FeatureVector.Count]));
        var sums = new Dictionary<string, Func<float[], double>>();
        float[] summaries = new float[inputs.Summaries.OutputCount], steps = new float[PurchaseSequence.Count];

        // Each output is a sum with other weights, so that a value in another's place shows.
        void Compare(string name, Value values, float[] written)
        {
            double[] weights = [.. Enumerable.Range(0, written.Length).Select(i => 0.01 + (0.001 * i))];
            Value flat = graph.Cast(graph.Reshape(values, -1, written.Length), TensorType.Double);
            graph.Output(name, graph.Cast(graph.ReduceSum(flat * graph.Constant(weights), [1]), TensorType.Float));
            sums[name] = row =>
            {
                inputs.Write(row, summaries, steps);
                return weights.Zip(written, (weight, value) => weight * value).Sum();
            };
        }

        Compare("summaries", read[CustomerNetwork.Summaries], summaries);
        Compare("steps", read[CustomerNetwork.Steps], steps);
        graph.Output("lengths", graph.Cast(read[CustomerNetwork.Lengths], TensorType.Float));
        sums["lengths"] = row => inputs.Write(row, summaries, steps);
        Parity.Check(graph.Build(), rows, sums);
        Assert.Contains(rows, row => inputs.Write(row, summaries, steps) is > 1 and < PurchaseSequence.Steps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ToExplainer_ContributionsAddUpToTheRawSum(int kind)
    {
        var head = Fit((NetworkKind)kind, Customers.Value);
        using var explainer = Explainer.Read(ExplainerExport.Probability(head, Customers.Value.Features)!); // null would say that they do not add up
        var row = Customers.Value.Features[3];
        var explanation = explainer.Explain(row);
        Assert.Equal(ReasonScale.Of(ReasonLink.Logit, head.Predict(row)), explanation.Base + explanation.Contributions.Sum(), 1e-4);
        Assert.True(explanation.Contributions.Count(contribution => contribution != 0) > 10);
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameNetwork()
    {
        var (first, second) = (Fit(NetworkKind.Sequence, Customers.Value), Fit(NetworkKind.Sequence, Customers.Value));
        Assert.All(Customers.Value.Features.Take(50), row => Assert.Equal(first.Predict(row), second.Predict(row)));
    }
}
