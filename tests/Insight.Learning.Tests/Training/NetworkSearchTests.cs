using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Training;

public class NetworkSearchTests
{
    private static readonly SearchSpace Space = new() { LearningRate = (1e-5, 1e-1), BatchSizes = [16, 64], Units = [2, 16], L2 = (1e-6, 1e-2) };

    [Fact]
    public void Draw_LiesInTheSpace_AndIsTheSeeds()
    {
        SearchSettings[] drawn = [.. Enumerable.Range(0, 400).Select(trial => Space.Draw(1, trial))];

        Assert.All(drawn, settings => Assert.InRange(settings.LearningRate, 1e-5, 1e-1));
        Assert.InRange(drawn.Count(settings => settings.LearningRate < 1e-3), 160, 240); // even on the scale of logarithms
        Assert.InRange(drawn.Count(settings => settings.Units == 2), 160, 240);
        Assert.All(drawn, settings => Assert.Equal(0, settings.L1));
        Assert.Equal(drawn, Enumerable.Range(0, 400).Select(trial => Space.Draw(1, trial)));
        Assert.NotEqual(drawn[0], Space.Draw(2, 0));
    }

    [Fact]
    public void Run_Halving_DropsHalfEachRound_AndGoesOnWhereItStopped()
    {
        var calls = new List<SearchTrial>();
        SearchResult result = Search(new TrainerOptions { Epochs = 20, Patience = null }).Run(Examples(), 4, 3, calls.Add);

        Assert.Equal([5, 5, 5, 5, 10, 10, 20], calls.Select(trial => trial.Epochs));
        Assert.Equal(4, result.Trials.Count);
        Assert.Equal(20, result.Network.History.Count);
        Assert.Equal(calls.Take(4).OrderBy(trial => trial.Loss).Take(2).Select(trial => trial.Settings), calls.Skip(4).Take(2).Select(trial => trial.Settings));
        Assert.Equal(calls.Skip(4).Take(2).MinBy(trial => trial.Loss)!.Settings, result.Settings);

        // The winner, trained in three pieces, is what it is when trained at once.
        TrainedNetwork atOnce = new Trainer(Network(result.Settings.Units), new MeanSquaredError(), new TrainerOptions
        {
            Epochs = 20,
            Patience = null,
            LearningRate = result.Settings.LearningRate,
            BatchSize = result.Settings.BatchSize,
            L2 = result.Settings.L2,
        }).Train(Examples());
        Assert.All(atOnce.Weights, pair => Assert.Equal(pair.Value, result.Network.Weights[pair.Key]));
    }

    [Fact]
    public void Run_InOneRound_IsTheLowestLossOfAll()
    {
        SearchResult result = Search(new TrainerOptions { Epochs = 5 }).Run(Examples(), 5);

        Assert.All(result.Trials, trial => Assert.Equal(5, trial.Epochs));
        Assert.Equal(result.Trials.MinBy(trial => trial.Loss)!.Settings, result.Settings);
    }

    [Fact]
    public void Run_DivergedTrial_IsListedAndNotChosen()
    {
        var options = new TrainerOptions { Epochs = 40, Optimizer = new Sgd() };
        SearchResult result = new NetworkSearch(settings => Network(settings.Units), new MeanSquaredError(), options, Space with { LearningRate = (1e-3, 1e5) }).Run(Examples(), 6);

        Assert.Contains(result.Trials, trial => trial.Failure is not null && double.IsPositiveInfinity(trial.Loss));
        Assert.True(double.IsFinite(result.Trials.Single(trial => trial.Settings == result.Settings).Loss));
        Assert.Throws<DivergenceException>(() =>
            new NetworkSearch(settings => Network(settings.Units), new MeanSquaredError(), options, Space with { LearningRate = (1e8, 1e8) }).Run(Examples(), 2));
    }

    private static NetworkSearch Search(TrainerOptions options) => new(settings => Network(settings.Units), new MeanSquaredError(), options, Space);

    private static SequentialNetwork Network(int units) =>
        new(new NetworkInput("x", TensorType.Float, ["N", 3]), new Dense(units, Activation.Tanh), new Dense(1));

    private static Examples Examples()
    {
        float[] x = Simple.Numbers(600, 1);
        return new Examples(200).Add("x", x, 3).Add("y", [.. Enumerable.Range(0, 200).Select(i => x[i * 3] * x[(i * 3) + 1])], 1);
    }
}
