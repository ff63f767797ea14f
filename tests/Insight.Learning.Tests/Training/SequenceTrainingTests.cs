using Insight.Learning.Export;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Training;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Training;

/// <summary>Tables, samplers, length buckets and a loss at every step together.</summary>
public class SequenceTrainingTests
{
    private const int Items = 60;

    private static readonly RowTable Table = new("items", Items, 16, Initializer.Normal(0.3));

    [Fact]
    public void Train_OnSampledItems_LearnsWhichFollowsWhich()
    {
        // In every sequence an item is followed by the one five further on.
        int[] lengths = [.. Enumerable.Range(0, 400).Select(i => 1 + (i * 7 % 23))];
        int steps = lengths.Sum();
        long[] ids = new long[steps];
        for (int i = 0, at = 0; i < lengths.Length; at += lengths[i++])
        {
            for (int t = 0; t < lengths[i]; t++)
            {
                ids[at + t] = (i + (5 * t)) % Items;
            }
        }

        Examples examples = new Examples(lengths.Length)
            .AddSequences("ids", ids, lengths)
            .Add("lengths", [.. lengths.Select(length => (long)length)])
            .AddSequences("y", [.. ids.Select(id => (id + 5) % Items)], lengths)
            .AddSequences("y_weight", [.. Enumerable.Repeat(1f, steps)], lengths);
        var trainer = new Trainer(Network(), new SampledSoftmax(Table, 20), new TrainerOptions
        {
            LearningRate = 0.02,
            Epochs = 40,
            ClipNorm = 5,
            Samplers = [new IdSampler("y_negatives", [.. Enumerable.Repeat(1.0, Items)])],
        });
        TrainedNetwork trained = trainer.Train(examples);

        byte[] model = NetworkExporter.Export(
            trained.Network, trained.Weights, "scores", (scope, y) => scope.Graph.MatMul(y, scope.Graph.Transpose(scope.Table(Table), 1, 0)));
        using var session = new InferenceSession(model);
        using OrtValue fed = OrtValue.CreateTensorValueFromMemory([3L, 8L, 57L], [1, 3]);
        using OrtValue length = OrtValue.CreateTensorValueFromMemory([3L], [1]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> scores = session.Run(run, ["ids", "lengths"], [fed, length], ["scores"]);
        float[] all = scores[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal([8, 13, 2], Enumerable.Range(0, 3).Select(t => Array.IndexOf(all, all[(t * Items)..((t + 1) * Items)].Max(), t * Items) - (t * Items)));
    }

    private static FunctionNetwork Network()
    {
        var embedding = new Embedding(Table);
        var gru = new Gru(16, returnSequences: true);
        var dense = new Dense(16);
        return new FunctionNetwork(
            [new NetworkInput("ids", TensorType.Int64, ["N", "L"], Table.Name), new NetworkInput("lengths", TensorType.Int64, ["N"])],
            (scope, inputs) => dense.Apply(scope, gru.Apply(scope, embedding.Apply(scope, inputs["ids"]), inputs["lengths"]).Output));
    }
}
