using System.Diagnostics;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("insight-resume").FullName;

    private string Path => System.IO.Path.Combine(_folder, "checkpoint");

    [Fact]
    public void Train_InterruptedBetweenEpochs_EndsWithTheSameBits()
    {
        TrainedNetwork whole = Train(new TrainerOptions(), null);
        foreach (int stop in (int[])[1, 4, 7])
        {
            // Three trainers, the second and third knowing nothing but the file.
            using var source = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train(new TrainerOptions { CheckpointPath = Path }, epoch => CancelAt(stop, epoch, source), source.Token));
            using var second = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train(new TrainerOptions { CheckpointPath = Path }, epoch => CancelAt(stop + 2, epoch, second), second.Token));
            AssertSame(whole, Train(new TrainerOptions { CheckpointPath = Path }, null));
            File.Delete(Path);
        }
    }

    [Fact]
    public void Train_ProcessKilled_EndsWithTheSameBits()
    {
        TrainedNetwork whole = Train(new TrainerOptions(), null);
        foreach (int kills in (int[])[2, 5])
        {
            using Process child = Process.Start(new ProcessStartInfo("dotnet", [typeof(ResumeTests).Assembly.Location, Path]) { RedirectStandardOutput = true })!;
            while (child.StandardOutput.ReadLine() is string line && line != $"epoch {kills}")
            {
            }

            child.Kill();
            child.WaitForExit();
            Assert.NotEqual(0, child.ExitCode);
        }

        File.WriteAllText(Path + ".new", "what a writer that was killed leaves");
        var epochs = new List<int>();
        AssertSame(whole, Train(new TrainerOptions { CheckpointPath = Path }, epoch => epochs.Add(epoch.Epoch)));
        Assert.True(epochs[0] > 5, "The killed process's epochs should not have been run again.");
    }

    [Fact]
    public void Train_ThatIsDone_GivesItsResultAgain()
    {
        TrainedNetwork first = Train(new TrainerOptions { CheckpointPath = Path }, null);

        AssertSame(first, Train(new TrainerOptions { CheckpointPath = Path }, _ => Assert.Fail("There was nothing left to do.")));
    }

    [Fact]
    public void Train_WithMoreEpochs_GoesOn()
    {
        Train(new TrainerOptions { CheckpointPath = Path, Epochs = 3 }, null);
        TrainedNetwork resumed = Train(new TrainerOptions { CheckpointPath = Path, Epochs = 6 }, null);

        AssertSame(Train(new TrainerOptions { Epochs = 6 }, null), resumed);
    }

    [Fact]
    public void Train_CheckpointOfOtherOptions_IsRefusedWithBoth()
    {
        Train(new TrainerOptions { CheckpointPath = Path, Epochs = 1 }, null);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train(new TrainerOptions { CheckpointPath = Path, L2 = 0.25 }, null));
        Assert.Contains("l2 0;", error.Message, StringComparison.Ordinal);
        Assert.Contains("l2 0.25;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_CheckpointOfOtherExamplesOrNetwork_IsRefused()
    {
        var options = new TrainerOptions { CheckpointPath = Path, Epochs = 1 };
        new Trainer(Simple.Line(3), Simple.SquaredError, options).Train(Line(3, 1));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new Trainer(Simple.Line(3), Simple.SquaredError, options).Train(Line(3, 2)));
        Assert.Contains("the examples differ", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidDataException>(() => new Trainer(Simple.Line(2), Simple.SquaredError, options).Train(Line(2, 1)));
        Assert.Contains("w[3, 1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("w[2, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_CheckpointOfAnotherComputation_IsRefused()
    {
        var options = new TrainerOptions { CheckpointPath = Path, Epochs = 1 };
        Network Net(Activation activation, double rate) =>
            new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", 3]), new Dense(4, activation), new Dropout(rate), new Dense(1));
        void Train(Network network, ILoss loss) => new Trainer(network, loss, options).Train(Line(3, 1));
        Train(Net(Activation.Relu, 0.1), new MeanSquaredError());

        Train(Net(Activation.Relu, 0.1), new MeanSquaredError());
        (Network Network, ILoss Loss)[] others =
            [(Net(Activation.Relu, 0.1), new Huber()), (Net(Activation.Tanh, 0.1), new MeanSquaredError()), (Net(Activation.Relu, 0.2), new MeanSquaredError())];
        Assert.All(others, other =>
        {
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train(other.Network, other.Loss));
            Assert.Contains("layers or loss (MeanSquaredError ", error.Message, StringComparison.Ordinal);
            Assert.Contains($"now {other.Loss.GetType().Name} ", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Train_CheckpointOfOtherSamplers_IsRefused()
    {
        var table = new RowTable("items", 3, 2, Initializer.Normal(1));
        var network = new FunctionNetwork(
            [new NetworkInput("id", TensorType.Int64, ["N"], "items")], (scope, inputs) => scope.Rows(table, inputs["id"]) * scope.Weight("scale", [1], Initializer.Constant(1)));
        void Train(params double[] weights) => new Trainer(network, new SampledSoftmax(table, 2, steps: false), new TrainerOptions
        {
            CheckpointPath = Path,
            Epochs = 1,
            Samplers = [new IdSampler("y_negatives", weights)],
        }).Train(new Examples(6).Add("id", [0, 1, 2, 0, 1, 2]).Add("y", [1, 2, 0, 1, 2, 0]));
        Train(1, 1, 1);

        Train(1, 1, 1);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train(1, 1, 2));
        Assert.Contains("samplers [y_negatives of 3 ids, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Train_DamagedCheckpoint_IsRefused(bool cut)
    {
        Train(new TrainerOptions { CheckpointPath = Path, Epochs = 1 }, null);
        byte[] bytes = File.ReadAllBytes(Path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path, cut ? File.ReadAllBytes(Path)[..^100] : bytes);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train(new TrainerOptions { CheckpointPath = Path }, null));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A network with a table, dropout and sequences of several lengths, so that all there is to remember is remembered.</summary>
    internal static TrainedNetwork Train(TrainerOptions options, Action<EpochRecord>? progress, CancellationToken cancellationToken = default)
    {
        var table = new RowTable("items", 40, 4, Initializer.Normal(0.5));
        var dropout = new Dropout(0.2);
        var dense = new Dense(8, Activation.Tanh);
        var last = new Dense(1);
        var network = new FunctionNetwork(
            [new NetworkInput("ids", TensorType.Int64, ["N", "L"], "items"), new NetworkInput("mask", TensorType.Float, ["N", "L"])],
            (scope, inputs) => last.Apply(scope, dropout.Apply(scope, dense.Apply(
                scope, scope.Graph.ReduceSum(scope.Rows(table, inputs["ids"]) * scope.Graph.Unsqueeze(inputs["mask"], 2), [1])))));
        int[] lengths = [.. Enumerable.Range(0, 300).Select(i => 1 + (i * 7 % 20))];
        int steps = lengths.Sum();
        long[] ids = [.. Simple.Numbers(steps, 1).Select(number => (long)((number + 1) * 20))];
        Examples examples = new Examples(300)
            .AddSequences("ids", ids, lengths)
            .AddSequences("mask", [.. Enumerable.Repeat(1f, steps)], lengths)
            .Add("y", Simple.Numbers(300, 2), 1);
        return new Trainer(network, new MeanSquaredError(), options with
        {
            Epochs = Math.Min(options.Epochs, 10),
            LearningRate = Schedule.OnPlateau(0.01, 1, 0.5).WarmUp(20),
            ClipNorm = 1,
        }).Train(examples, progress, cancellationToken);
    }

    private static Examples Line(int width, int seed) =>
        new Examples(20).Add("x", Simple.Numbers(20 * width, seed), width).Add("y", Simple.Numbers(20, seed + 1), 1);

    private static void CancelAt(int epoch, EpochRecord record, CancellationTokenSource source)
    {
        if (record.Epoch == epoch)
        {
            source.Cancel();
        }
    }

    private static void AssertSame(TrainedNetwork expected, TrainedNetwork actual)
    {
        Assert.Equal(expected.Weights.Keys.Order(StringComparer.Ordinal), actual.Weights.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected.Weights, pair => Assert.Equal(pair.Value, actual.Weights[pair.Key]));
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.BestEpoch, actual.BestEpoch);
        Assert.Equal(
            expected.History.Select(epoch => (epoch.TrainingLoss, epoch.ValidationLoss, epoch.LearningRate, epoch.GradientNorm)),
            actual.History.Select(epoch => (epoch.TrainingLoss, epoch.ValidationLoss, epoch.LearningRate, epoch.GradientNorm)));
    }
}
