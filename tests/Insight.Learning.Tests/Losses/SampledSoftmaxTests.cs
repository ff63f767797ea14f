using Insight.Learning.Graphs;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Tests.Layers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Losses;

public sealed class SampledSoftmaxTests
{
    private static readonly RowTable Items = new("items", 4, 2, Initializer.Normal(1));
    private static readonly Feed Vectors = Feed.Of("items", [1, 0, 0, 1, 1, 1, -1, 0], 4, 2);
    private static readonly double[] Probabilities = [0.4, 0.3, 0.2, 0.1];

    /// <summary>Output (1, 2): the right item 2 scores 3, the negatives 0 and 3 score 1 and −1, and the negative that is the right item does not count.</summary>
    [Theory]
    [InlineData(false, 0.14293163)] // log(e³ + e + e⁻¹) − 3
    [InlineData(true, 0.09921067)] // the same with scores 3 − log .2, 1 − log .4, −1 − log .1
    public void Apply_KnownVectors_GivesWhatHandGives(bool corrected, double expected)
    {
        var loss = new SampledSoftmax(Items, 3, corrected ? Probabilities : null, steps: false);

        (float[] each, float[] amount) = LossCheck.Run(loss, Feed.Of("output", [1, 2], 1, 2), Feed.Ids("y", [2], 1), Feed.Ids("y_negatives", [0, 2, 3], 3), Vectors);

        LossCheck.Equal([expected], each);
        LossCheck.Equal([1], amount);
    }

    [Fact]
    public void Apply_AllNegativesRight_IsZero()
    {
        (float[] each, _) = LossCheck.Run(
            new SampledSoftmax(Items, 2, steps: false), Feed.Of("output", [1, 2], 1, 2), Feed.Ids("y", [2], 1), Feed.Ids("y_negatives", [2, 2], 2), Vectors);

        LossCheck.Equal([0], each);
    }

    [Fact]
    public void Apply_Steps_SumsThoseThatCount()
    {
        (float[] each, float[] amount) = LossCheck.Run(
            new SampledSoftmax(Items, 3, Probabilities),
            Feed.Of("output", [1, 2, 1, 2, 1, 2, 9, 9], 2, 2, 2),
            Feed.Ids("y", [2, 2, 2, 0], 2, 2),
            Feed.Of("y_weight", [1, 1, 1, 0], 2, 2),
            Feed.Ids("y_negatives", [0, 2, 3], 3),
            Vectors);

        LossCheck.Equal([2 * 0.09921067, 0.09921067], each);
        LossCheck.Equal([2, 1], amount);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences() => LossCheck.Gradients(
        new SampledSoftmax(Items, 3, Probabilities),
        Feed.Random("output", new Random(2), 2, 2, 2),
        Feed.Ids("y", [2, 1, 3, 0], 2, 2),
        Feed.Of("y_weight", [1, 2, 1, 0], 2, 2),
        Feed.Ids("y_negatives", [0, 2, 3], 3),
        Vectors);

    /// <summary>In a training step ids are places among the rows of the batch; the corrections still belong to the ids.</summary>
    [Fact]
    public void Step_PlacesInsteadOfIds_GivesTheSameLoss()
    {
        var network = new FunctionNetwork(
            [new NetworkInput("x", TensorType.Float, ["N", 2])], (scope, inputs) => inputs["x"] * scope.Weight("scale", [1], Initializer.Constant(1)));
        var loss = new SampledSoftmax(Items, 3, Probabilities, steps: false);
        using var state = new TrainingState(WeightLayout.Of(network, loss, 1, 1), new Sgd().Slots, 1);
        using var step = new TrainingStep(state, network, loss, new UpdateRule(new Sgd()), 1, 1);
        Vectors.Floats.CopyTo(state.Table("items"));
        new float[] { 1, 2 }.CopyTo(step.Buffers.Floats("x"));
        new long[] { 2 }.CopyTo(step.Buffers.Longs("y"));
        new long[] { 3, 2, 0 }.CopyTo(step.Buffers.Longs("y_negatives"));

        Assert.Equal(0.09921067, step.Run(0).Loss, 1e-6);
    }

    [Fact]
    public void Constructor_ProbabilitiesThatDoNotSuitTheTable_Throws()
    {
        Assert.Throws<ArgumentException>(() => new SampledSoftmax(Items, 3, [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new SampledSoftmax(Items, 3, [0.5, 0.5, 0, 0]));
    }
}
