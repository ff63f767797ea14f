using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Samples;

/// <summary>The README's second sample.</summary>
internal static class RecurrentSample
{
    public static (TrainedNetwork Trained, float[][] Predicted) Run(float[] days)
    {
        #region README
        // Thirty days in, the next day out. L is the length of a sequence.
        var network = new SequentialNetwork(
            new NetworkInput("days", TensorType.Float, ["N", "L", 1]),
            new Lstm(50, returnSequences: true),
            new Dropout(0.2),
            new Lstm(50),
            new Dropout(0.2),
            new Dense(1));

        const int Window = 30;
        int count = days.Length - Window;
        Examples examples = new Examples(count)
            .Add("days", [.. Enumerable.Range(0, count).SelectMany(first => days[first..(first + Window)])], Window, 1)
            .Add("next", days[Window..], 1);
        var trainer = new Trainer(network, new MeanSquaredError(target: "next"), new TrainerOptions
        {
            Optimizer = new Adam(),
            LearningRate = 0.001,
            BatchSize = 32,
            Epochs = 100,
            Patience = 10,
            Validation = ValidationSplit.Last(0.2), // later days than those learned from
        });
        TrainedNetwork trained = trainer.Train(examples);
        float[][] predicted = trained.Predict(examples);
        #endregion

        return (trained, predicted);
    }
}
