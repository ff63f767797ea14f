using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Samples;

/// <summary>The README's first sample.</summary>
internal static class MultilayerSample
{
    public static (SequentialNetwork Network, TrainedNetwork Trained) Run(float[] x, float[] y)
    {
        #region README
        // 5 inputs → 10 → 5 → 3 outputs. N is the number of examples and stays open.
        var network = new SequentialNetwork(
            new NetworkInput("x", TensorType.Float, ["N", 5]),
            new Dense(10, Activation.Relu),
            new Dense(5, Activation.Relu),
            new Dense(3));

        Examples examples = new Examples(1000).Add("x", x, 5).Add("y", y, 3);
        var trainer = new Trainer(network, new MeanSquaredError(outputs: 3), new TrainerOptions
        {
            LearningRate = 0.01,
            Epochs = 100,
            Patience = 10,
            Validation = ValidationSplit.Last(0.2),
            Metrics = [Metric.MeanAbsoluteError("y")],
        });
        TrainedNetwork trained = trainer.Train(examples);

        byte[] model = trained.Export(); // a file for any ONNX runtime
        float[][] outputs = trained.Predict(new Examples(1).Add("x", x[..5], 5));
        #endregion

        Assert.NotEmpty(model);
        Assert.Equal(3, outputs[0].Length);
        return (network, trained);
    }
}
