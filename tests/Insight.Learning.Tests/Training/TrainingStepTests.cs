using Insight.Learning.Graphs;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;

namespace Insight.Learning.Tests.Training;

public class TrainingStepTests
{
    [Fact]
    public void Run_OnALine_IsTheStepWorkedByHand()
    {
        using TrainingState state = StateOf(Simple.Line(2), new Sgd(), 2);
        using var step = new TrainingStep(state, Simple.Line(2), Simple.SquaredError, new UpdateRule(new Sgd()), 2, 1);
        new float[] { 1, -1 }.CopyTo(state.Weight("w"));
        state.Weight("b")[0] = 0.5f;
        new float[] { 1, 2, 3, 1 }.CopyTo(step.Buffers.Floats("x"));
        new float[] { 0, 1 }.CopyTo(step.Buffers.Floats("y"));

        StepResult result = step.Run(0.1);

        // Outputs −.5 and 2.5, errors −.5 and 1.5: loss (.25 + 2.25)/2; gradients of the outputs −.5 and 1.5; of w (4, .5), of b 1.
        Assert.Equal(1.25f, result.Loss);
        Assert.Equal(2f, result.Amount);
        Assert.Equal((float)Math.Sqrt(16 + 0.25 + 1), result.GradientNorm, 1e-6f);
        Assert.Equal([0.6f, -1.05f], state.Weight("w").ToArray());
        Assert.Equal(0.4f, state.Weight("b")[0]);
    }

    [Fact]
    public void Run_RowsOfWeightZero_ChangeNothing()
    {
        float[] Trained(float filler)
        {
            using TrainingState state = StateOf(Simple.Line(2), new Adam(), 3);
            using var step = new TrainingStep(state, Simple.Line(2), Simple.SquaredError, new UpdateRule(new Adam()), 3, 1);
            step.Buffers.ExampleWeights.Span[2] = 0;
            new float[] { 1, 2, 3, 1, filler, filler }.CopyTo(step.Buffers.Floats("x"));
            new float[] { 0, 1, filler }.CopyTo(step.Buffers.Floats("y"));
            StepResult result = step.Run(0.1);
            return [.. state.Weights, result.Loss, result.Amount];
        }

        Assert.Equal(Trained(0), Trained(1000));
        Assert.Equal(2f, Trained(1000)[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_TableRows_AreUpdatedAsDenseWeightsWouldBe_AndOthersUntouched(bool inPlace)
    {
        var table = new RowTable("items", 10, 3, Initializer.Normal(1));
        Network network = Simple.RowSum(table);
        using var state = new TrainingState(WeightLayout.Of(network, Simple.SquaredError, 4, 1), new Adam().Slots, 1, inPlace);
        using var step = new TrainingStep(state, network, Simple.SquaredError, new UpdateRule(new Adam()), 4, 1);
        float[] before = state.Table("items").ToArray();
        new long[] { 7, 2, 7, -1 }.CopyTo(step.Buffers.Longs("id"));
        step.Buffers.ExampleWeights.Span[3] = 0;
        new float[] { 5, 5, 5, 5 }.CopyTo(step.Buffers.Floats("y"));

        step.Run(0.01);
        float[] after = state.Table("items").ToArray();

        for (int row = 0; row < 10; row++)
        {
            for (int i = row * 3; i < (row * 3) + 3; i++)
            {
                // Adam's first step is the learning rate, whatever the gradient; here downwards, since outputs are below 5.
                float expected = row is 2 or 7 ? before[i] + 0.01f : before[i];
                Assert.Equal(expected, after[i], row is 2 or 7 ? 1e-5f : 0);
            }
        }

        // The second batch has another number of distinct ids.
        new long[] { 0, 1, 2, 3 }.CopyTo(step.Buffers.Longs("id"));
        step.Buffers.ExampleWeights.Span.Fill(1);
        step.Run(0.01);
        Assert.Equal(after[12..], state.Table("items").ToArray()[12..]);
        Assert.NotEqual(after[..12], state.Table("items").ToArray()[..12]);
        float[] means = state.Buffer(TrainingScope.Names.Slot("items", "mean")).Buffers[state.Front].Span.ToArray();
        Assert.All(Enumerable.Range(0, 10), row => Assert.Equal(row is 0 or 1 or 2 or 3 or 7, means[row * 3] != 0));
    }

    [Fact]
    public void InPlace_HoldsForThisRuntime() => Assert.True(RowWrites.InPlace, "Rows are written by way of a copy of their table: steps cost as much as it has rows.");

    [Fact]
    public void Run_IdOutsideTheTable_IsRefused()
    {
        var table = new RowTable("items", 10, 3, Initializer.Normal(1));
        using TrainingState state = StateOf(Simple.RowSum(table), new Sgd(), 1);
        using var step = new TrainingStep(state, Simple.RowSum(table), Simple.SquaredError, new UpdateRule(new Sgd()), 1, 1);
        step.Buffers.Longs("id")[0] = 10;

        ArgumentException error = Assert.Throws<ArgumentException>(() => step.Run(0.1));
        Assert.Contains("10 rows of table 'items'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(100, 4.1533)]
    public void Run_Clipping_BoundsTheNorm(double limit, double expected)
    {
        using TrainingState state = StateOf(Simple.Line(2), new Sgd(), 2);
        using var step = new TrainingStep(state, Simple.Line(2), Simple.SquaredError, new UpdateRule(new Sgd(), ClipNorm: limit), 2, 1);
        new float[] { 1, -1 }.CopyTo(state.Weight("w"));
        state.Weight("b")[0] = 0.5f;
        new float[] { 1, 2, 3, 1 }.CopyTo(step.Buffers.Floats("x"));
        new float[] { 0, 1 }.CopyTo(step.Buffers.Floats("y"));
        float[] before = state.Weights.ToArray();

        StepResult result = step.Run(1);

        double moved = Math.Sqrt(state.Weights.ToArray().Zip(before).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
        Assert.Equal(expected, moved, 1e-4);
        Assert.Equal(4.1533, result.GradientNorm, 1e-4);
    }

    [Fact]
    public void Run_Penalties_AreTheirGradients_AndSpareBiases()
    {
        using TrainingState state = StateOf(Simple.Line(2), new Sgd(), 1);
        using var step = new TrainingStep(state, Simple.Line(2), Simple.SquaredError, new UpdateRule(new Sgd(), L1: 0.1, L2: 0.5), 1, 1);
        new float[] { 2, -4 }.CopyTo(state.Weight("w"));
        state.Weight("b")[0] = 0.5f;
        step.Buffers.Floats("y")[0] = 0.5f; // x is zero: the output is right, so penalties alone act

        StepResult result = step.Run(1);

        Assert.Equal(0, result.Loss);
        Assert.Equal(2 - 0.1 - 1, state.Weight("w")[0], 1e-6);
        Assert.Equal(-4 + 0.1 + 2, state.Weight("w")[1], 1e-6);
        Assert.Equal(0.5f, state.Weight("b")[0]);
    }

    [Fact]
    public void Run_ThousandsOfSteps_AllocateNothingButAConstant()
    {
        Network network = Simple.Line(8);
        using TrainingState state = StateOf(network, new Adam(), 16);
        using var step = new TrainingStep(state, network, Simple.SquaredError, new UpdateRule(new Adam(), 1e-4, 1e-4, 1), 16, 1);
        Simple.Numbers(128, 1).CopyTo(step.Buffers.Floats("x"));

        Assert.InRange(AllocatedPerStep(step, 3000), 0, 8);
    }

    [Fact]
    public void Run_WithTables_AllocatesTheSameWhateverTheBatchHolds()
    {
        var table = new RowTable("items", 5000, 8, Initializer.Normal(1));
        using TrainingState state = StateOf(Simple.RowSum(table), new Adam(), 2000);
        using var step = new TrainingStep(state, Simple.RowSum(table), Simple.SquaredError, new UpdateRule(new Adam()), 2000, 1);
        double few = AllocatedPerStep(step, 1000);
        for (int i = 0; i < 2000; i++)
        {
            step.Buffers.Longs("id")[i] = i * 2;
        }

        double many = AllocatedPerStep(step, 1000);
        Assert.InRange(few, 0, 1000);
        Assert.Equal(few, many, 16.0);
    }

    private static double AllocatedPerStep(TrainingStep step, int steps)
    {
        for (int i = 0; i < 10; i++)
        {
            step.Run(0.001);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < steps; i++)
        {
            step.Run(0.001);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)steps;
    }

    private static TrainingState StateOf(Network network, Optimizer optimizer, int batch) =>
        new(WeightLayout.Of(network, Simple.SquaredError, batch, 1), optimizer.Slots, 1);
}
