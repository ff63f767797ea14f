using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Train_OnAPlane_FindsItsWeights()
    {
        TrainedNetwork trained = new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions { LearningRate = 0.05, Epochs = 60 }).Train(Plane(200));

        Assert.All(trained.Weights["w"].Zip([1f, -2f, 0.5f]), pair => Assert.Equal(pair.Second, pair.First, 0.01f));
        Assert.Equal(3, trained.Weights["b"][0], 0.01f);
        Assert.True(trained.History[^1].ValidationLoss < 1e-3);
    }

    [Fact]
    public void Train_Twice_GivesTheSameBits()
    {
        Assert.Equal(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1), Trained(2));

        static float[] Trained(int seed) => Flat(new Trainer(Wide(0.3), new MeanSquaredError(), new TrainerOptions { Epochs = 5, Seed = seed }).Train(Noisy(100, 5)));
    }

    [Fact]
    public void Train_EarlyStopping_StopsAndRestoresTheBestEpoch()
    {
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 500, Patience = 8 };
        TrainedNetwork stopped = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1));

        Assert.True(stopped.StoppedEarly);
        Assert.Equal(stopped.BestEpoch + 8, stopped.History.Count);
        Assert.Equal(stopped.History.Min(epoch => epoch.ValidationLoss), stopped.History[stopped.BestEpoch - 1].ValidationLoss);

        // As many epochs as the best one's number end with just its weights.
        TrainedNetwork until = new Trainer(Wide(0), new MeanSquaredError(), options with { Epochs = stopped.BestEpoch, Patience = null }).Train(Noisy(60, 1));
        TrainedNetwork beyond = new Trainer(Wide(0), new MeanSquaredError(), options with { Epochs = stopped.BestEpoch + 8, Patience = null, Validation = ValidationSplit.None })
            .Train(Noisy(60, 1));
        Assert.Equal(Flat(until), Flat(stopped));
        Assert.NotEqual(Flat(beyond), Flat(stopped));
    }

    [Fact]
    public void Train_WithAJudge_RestoresTheEpochThatItFoundBest()
    {
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 50, Patience = 5 };
        var seen = new List<float[]>();
        double Judge(IReadOnlyDictionary<string, float[]> weights)
        {
            seen.Add([.. weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)]);
            return Math.Abs(seen.Count - 4); // as if the fourth were best
        }

        TrainedNetwork trained = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1), Judge);

        Assert.Equal(4, trained.BestEpoch);
        Assert.Equal(9, trained.History.Count);
        Assert.True(trained.StoppedEarly);
        Assert.Equal([3, 2, 1, 0, 1, 2, 3, 4, 5], trained.History.Select(epoch => epoch.ValidationLoss));
        Assert.Equal(seen[3], trained.Weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value));
        TrainedNetwork four = new Trainer(Wide(0), new MeanSquaredError(), options with { Epochs = 4, Validation = ValidationSplit.None }).Train(Noisy(60, 1));
        Assert.Equal(Flat(four), Flat(trained));
    }

    [Fact]
    public void Train_OutOfTimeWithinAnEpoch_EndsWithTheBestOfTheWholeOnes()
    {
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 50, BatchSize = 20, Validation = ValidationSplit.None };
        int judged = 0;
        int asked = 0;
        TrainedNetwork trained = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1), _ => judged++, timeUsed: () => ++asked <= 11 ? 0 : 1);

        // Three steps an epoch: the fourth epoch had two of them.
        Assert.Equal((3, 1, 3, 11L), (trained.History.Count, trained.BestEpoch, judged, trained.Steps));
        Assert.False(trained.StoppedEarly);
        Assert.Equal(Flat(new Trainer(Wide(0), new MeanSquaredError(), options with { Epochs = 1 }).Train(Noisy(60, 1))), Flat(trained));
    }

    [Fact]
    public void Train_WithLittleTime_LetsTheRateFallWithIt()
    {
        var options = new TrainerOptions { LearningRate = Schedule.Cosine(0.01, 50), Epochs = 50, BatchSize = 20, Validation = ValidationSplit.None };
        int asked = 0;
        TrainedNetwork trained = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1), _ => 1, timeUsed: () => asked++ / 13.0);

        // Three steps an epoch, of which each takes a thirteenth of the time: the second epoch tells that there will be four.
        Assert.Equal([Rate(2 / 150.0), Rate(5 / 150.0), Rate(8 / 12.0), Rate(11 / 12.0)], trained.History.Select(epoch => epoch.LearningRate));
        Assert.Equal(4, trained.EpochsInTime);

        static double Rate(double done) => 0.01 * 0.5 * (1 + Math.Cos(Math.PI * done));
    }

    [Fact]
    public void Train_WithTimeEnough_IsTheSameWhateverTheClockSays()
    {
        var options = new TrainerOptions { LearningRate = Schedule.Cosine(0.01, 5), Epochs = 5, BatchSize = 20, Validation = ValidationSplit.None };
        var random = new Random(1);
        int asked = 0;
        double used = 0;

        // All epochs fit, though not if each took as long as the first, which makes the sessions.
        TrainedNetwork clocked = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1), _ => 1, timeUsed: () => used += asked++ < 3 ? 0.15 : random.NextDouble() / 30);
        TrainedNetwork free = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1), _ => 1);

        Assert.Equal(free.History.Select(epoch => (epoch.TrainingLoss, epoch.LearningRate)), clocked.History.Select(epoch => (epoch.TrainingLoss, epoch.LearningRate)));
        Assert.InRange(clocked.EpochsInTime, 5, 1000);
        Assert.Equal(double.PositiveInfinity, free.EpochsInTime);
    }

    [Fact]
    public void Train_OutOfTimeInTheFirstEpoch_HasNoBestOne()
    {
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 50, BatchSize = 20, Validation = ValidationSplit.None };
        int asked = 0;
        TrainedNetwork trained = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1), _ => 1, timeUsed: () => ++asked <= 2 ? 0 : 1);

        Assert.Equal((0, 0, 2L), (trained.History.Count, trained.BestEpoch, trained.Steps));
    }

    [Fact]
    public void Train_PatienceThatEndsWithTheLastEpoch_HasNotStoppedEarly()
    {
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 500, Patience = 8 };
        int count = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1)).History.Count;
        TrainedNetwork Train(int epochs) => new Trainer(Wide(0), new MeanSquaredError(), options with { Epochs = epochs }).Train(Noisy(60, 1));

        Assert.False(Train(count).StoppedEarly);
        Assert.True(Train(count + 1).StoppedEarly);
    }

    [Fact]
    public void Train_WithoutValidation_RunsAllEpochsAndKeepsTheLast()
    {
        var options = new TrainerOptions { Optimizer = new Sgd(), LearningRate = 0.05, BatchSize = 4, Validation = ValidationSplit.None, Patience = 1, Epochs = 30 };
        TrainedNetwork trained = new Trainer(Wide(0), new MeanSquaredError(), options).Train(Noisy(60, 1));

        Assert.All(trained.History, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.Contains(trained.History.Zip(trained.History.Skip(1)), pair => pair.Second.TrainingLoss > pair.First.TrainingLoss);
        Assert.Equal(30, trained.BestEpoch);
        Assert.False(trained.StoppedEarly);
    }

    [Fact]
    public void Train_L1_BringsUselessWeightsToZero_WhereL2OnlyShrinks()
    {
        // Ten columns of which the first two matter, and noise.
        float[] x = Simple.Numbers(1000, 1);
        float[] noise = Simple.Numbers(100, 2);
        var examples = new Examples(100).Add("x", x, 10).Add("y", [.. Enumerable.Range(0, 100).Select(i => (2 * x[i * 10]) - (2 * x[(i * 10) + 1]) + noise[i])], 1);
        float[] Weights(double l1, double l2) => new Trainer(Simple.Line(10), Simple.SquaredError, new TrainerOptions
        {
            Optimizer = new Sgd(),
            LearningRate = Schedule.Cosine(0.2, 1000),
            BatchSize = 100,
            Epochs = 1000,
            Validation = ValidationSplit.None,
            Patience = null,
            L1 = l1,
            L2 = l2,
        }).Train(examples).Weights["w"];

        float[] plain = Weights(0, 0);
        float[] sparse = Weights(0.2, 0);
        float[] small = Weights(0, 0.5);
        Assert.True(plain.Skip(2).Max(Math.Abs) > 0.1, "Noise should have given useless columns some weight.");
        Assert.All(sparse.Skip(2), weight => Assert.InRange(Math.Abs(weight), 0, 0.01));
        Assert.All(sparse.Take(2), weight => Assert.InRange(Math.Abs(weight), 1.2, 2));
        Assert.InRange(small.Skip(2).Count(weight => Math.Abs(weight) > 0.01), 6, 8);
        Assert.InRange(Norm(small), 0, 0.8 * Norm(plain));
    }

    [Fact]
    public void Train_Dropout_OverfitsLess()
    {
        (double Training, double Validation) Last(double rate)
        {
            EpochRecord last = new Trainer(Wide(rate), new MeanSquaredError(), new TrainerOptions { LearningRate = 0.01, Epochs = 200, Patience = null }).Train(Noisy(60, 1)).History[^1];
            return (last.TrainingLoss, last.ValidationLoss!.Value);
        }

        (double plainTraining, double plain) = Last(0);
        (double droppedTraining, double dropped) = Last(0.5);
        Assert.True(plain > 3 * plainTraining, $"Without dropout the network should overfit: {plainTraining} in training, {plain} in validation.");
        Assert.True(droppedTraining > plainTraining && dropped < 0.85 * plain, $"Validation loss {dropped} with dropout, {plain} without.");
    }

    [Fact]
    public void Train_OfDifferentLengths_IsNotAffectedByPadding()
    {
        // The sum of a sequence, which zeros behind it do not change; lengths from 1 to 40 make buckets 8, 16, 32 and 40.
        int[] lengths = [.. Enumerable.Range(0, 160).Select(i => 1 + (i % 40))];
        float[] values = Simple.Numbers(lengths.Sum(), 3);
        var sums = new float[160];
        for (int i = 0, at = 0; i < 160; at += lengths[i++])
        {
            sums[i] = 3 * values.AsSpan(at, lengths[i]).ToArray().Sum();
        }

        var network = new FunctionNetwork(
            [new NetworkInput("x", TensorType.Float, ["N", "L"])],
            (scope, inputs) => scope.Graph.ReduceSum(inputs["x"], [1], keepDims: true) * scope.Weight("w", [1], Initializer.Constant(1)));
        TrainedNetwork trained = new Trainer(network, Simple.SquaredError, new TrainerOptions { LearningRate = 0.1, Epochs = 40 })
            .Train(new Examples(160).AddSequences("x", values, lengths).Add("y", sums, 1));

        Assert.Equal(3, trained.Weights["w"][0], 0.01f);
    }

    [Fact]
    public void Train_BatchLargerThanData_IsOneBatch()
    {
        TrainedNetwork trained = new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions { BatchSize = 4096, Epochs = 2 }).Train(Plane(10));

        Assert.Equal(2, trained.Steps);
    }

    [Fact]
    public void Train_WeightedExamples_CountAsOftenAsTheyWeigh()
    {
        // All in one batch: an example of weight 2 is an example that is there twice.
        float[] Trained(Examples examples) => new Trainer(Simple.Line(1), Simple.SquaredError, new TrainerOptions
        {
            Optimizer = new Sgd(),
            LearningRate = 0.1,
            Epochs = 20,
            Validation = ValidationSplit.None,
        }).Train(examples).Weights["w"];

        float[] weighted = Trained(new Examples(2).Add("x", [1f, 2f], 1).Add("y", [1f, 4f], 1).Weigh([2, 1]));
        float[] repeated = Trained(new Examples(3).Add("x", [1f, 2f, 1f], 1).Add("y", [1f, 4f, 1f], 1));
        Assert.Equal(repeated[0], weighted[0], 1e-5f);
    }

    [Fact]
    public void Train_ReportsMetricsOfValidation()
    {
        var options = new TrainerOptions { Epochs = 2, Metrics = [Metric.MeanSquaredError("y"), Metric.MeanAbsoluteError("y")] };
        TrainedNetwork trained = new Trainer(Simple.Line(3), Simple.SquaredError, options).Train(Plane(50));

        Assert.Equal(trained.History[1].ValidationLoss!.Value, trained.History[1].Metrics["mse"], 1e-5);
        Assert.InRange(trained.History[1].Metrics["mae"], 0.01, 10);
    }

    [Fact]
    public void Train_Cancelled_StopsBeforeTheNextStep()
    {
        using var source = new CancellationTokenSource();
        int epochs = 0;

        Assert.Throws<OperationCanceledException>(() => new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions()).Train(
            Plane(50),
            _ =>
            {
                epochs++;
                source.Cancel();
            },
            source.Token));
        Assert.Equal(1, epochs);
    }

    [Fact]
    public void Predict_GivesWhatTheTrainedNetworkGives()
    {
        Examples examples = Plane(300);
        TrainedNetwork trained = new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions { Epochs = 3 }).Train(examples);
        float[][] predictions = trained.Predict(examples);

        ExampleColumn x = examples.Columns["x"];
        float[] w = trained.Weights["w"];
        for (int i = 0; i < 300; i++)
        {
            ReadOnlySpan<float> row = x.Floats(i);
            Assert.Equal((row[0] * w[0]) + (row[1] * w[1]) + (row[2] * w[2]) + trained.Weights["b"][0], predictions[i][0], 1e-5f);
        }
    }

    [Fact]
    public void CrossValidate_JudgesEveryFoldByOthers()
    {
        CrossValidationResult result = new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions { LearningRate = 0.05, Epochs = 60, Metrics = [Metric.MeanAbsoluteError("y")] })
            .CrossValidate(Plane(200), 4);

        Assert.Equal(4, result.Losses.Count);
        Assert.Equal(4, result.Losses.Distinct().Count());
        Assert.All(result.Losses, loss => Assert.InRange(loss, 0, 1e-3));
        Assert.Equal(result.Losses.Average(), result.Mean);
        Assert.Equal(Math.Sqrt(result.Losses.Sum(loss => Math.Pow(loss - result.Mean, 2)) / 3), result.Deviation, 1e-12);
        Assert.All(result.Metrics, metrics => Assert.InRange(metrics["mae"], 0, 0.05));
    }

    /// <summary>y = x₁ − 2x₂ + ½x₃ + 3.</summary>
    private static Examples Plane(int count)
    {
        float[] x = Simple.Numbers(count * 3, 1);
        return new Examples(count).Add("x", x, 3).Add("y", [.. Enumerable.Range(0, count).Select(i => x[i * 3] - (2 * x[(i * 3) + 1]) + (0.5f * x[(i * 3) + 2]) + 3)], 1);
    }

    /// <summary>A line of one column in ten, and noise of its size: few examples, easily learned by heart.</summary>
    private static Examples Noisy(int count, int seed)
    {
        float[] x = Simple.Numbers(count * 10, seed);
        float[] noise = Simple.Numbers(count, seed + 1);
        return new Examples(count).Add("x", x, 10).Add("y", [.. Enumerable.Range(0, count).Select(i => x[i * 10] + noise[i])], 1);
    }

    private static SequentialNetwork Wide(double dropout) =>
        new(new NetworkInput("x", TensorType.Float, ["N", 10]), new Dense(64, Activation.Relu), new Dropout(dropout), new Dense(1));

    private static float[] Flat(TrainedNetwork trained) => [.. trained.Weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
