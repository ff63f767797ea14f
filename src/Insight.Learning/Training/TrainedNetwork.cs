using Insight.Learning.Export;
using Insight.Learning.Graphs;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Training;

/// <summary>What a training ends with: the weights of its best epoch and how it came to them.</summary>
public sealed class TrainedNetwork
{
    private const string Output = "output";

    private readonly IReadOnlyList<RowTable> _tables;

    internal TrainedNetwork(Network network, WeightLayout layout, IReadOnlyDictionary<string, float[]> weights)
    {
        Network = network;
        Weights = weights;
        _tables = [.. layout.Tables.Where(table => layout.OfNetwork.Contains(table.Name))];
    }

    /// <summary>The network that was trained.</summary>
    public Network Network { get; }

    /// <summary>The elements of each of the network's weights and tables by name, row-major. What a loss had for itself is not among them.</summary>
    public IReadOnlyDictionary<string, float[]> Weights { get; }

    /// <summary>One record per epoch, the first first.</summary>
    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>The epoch whose weights these are.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Whether patience ended the training with epochs left; not where it ran out just at the last one.</summary>
    public required bool StoppedEarly { get; init; }

    /// <summary>Whole epochs that there was time for; infinite where time was not limited, or ended before the third epoch, from which on that can be told.</summary>
    public required double EpochsInTime { get; init; }

    /// <summary>The number of steps taken.</summary>
    public required long Steps { get; init; }

    /// <inheritdoc cref="NetworkExporter.Export"/>
    public byte[] Export(string output = Output, Func<Value, Value>? link = null, IReadOnlyDictionary<string, string>? metadata = null) =>
        NetworkExporter.Export(Network, Weights, output, link, metadata);

    /// <summary>The network's output for each example, computed by ONNX Runtime on the exported model.</summary>
    /// <param name="examples">Its inputs; targets are not needed.</param>
    /// <param name="link">As in <see cref="Export"/>.</param>
    /// <returns>One array per example, row-major; where the output is a sequence, as long as the longest of those computed together.</returns>
    /// <exception cref="InvalidExamplesException">The examples do not suit the network.</exception>
    public float[][] Predict(Examples examples, Func<Value, Value>? link = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var set = new CheckedExamples(examples, Network.Inputs);
        set.RequireIds(_tables);
        using SessionOptions options = Sessions.Options(1);
        using var session = new InferenceSession(Export(link: link), options);
        using var run = new RunOptions();
        var results = new float[examples.Count][];
        foreach (Batch batch in new BatchPlan(set, [.. Enumerable.Range(0, examples.Count)], 256).InOrder())
        {
            using var buffers = new BatchBuffers(Network.Inputs, batch.Examples.Length, batch.Length);
            new BatchFeed(examples, buffers, []).Fill(batch, 0);
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(
                run, [.. Network.Inputs.Select(input => input.Name)], [.. Network.Inputs.Select(input => buffers[input.Name].Value)], [Output]);
            ReadOnlySpan<float> values = outputs[0].GetTensorDataAsSpan<float>();
            int width = values.Length / batch.Examples.Length;
            for (int row = 0; row < batch.Examples.Length; row++)
            {
                results[batch.Examples[row]] = values.Slice(row * width, width).ToArray();
            }
        }

        return results;
    }
}
