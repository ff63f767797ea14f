using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

/// <summary>What every layer over sequences promises.</summary>
public sealed class SequenceLayerTests
{
    private const int Width = 4;

    private static readonly Dictionary<string, Func<ISequenceLayer>> _layers = new()
    {
        ["lstm, all states"] = () => new Lstm(3, returnSequences: true),
        ["lstm, last state"] = () => new Lstm(3),
        ["gru, all states"] = () => new Gru(3, returnSequences: true),
        ["gru, last state"] = () => new Gru(3),
        ["two lstms"] = () => new Sequential(new Lstm(3, returnSequences: true), new Lstm(2)),
        ["conv, causal and dilated"] = () => new Conv1D(3, 2, Activation.Tanh, Padding.Causal, dilation: 2),
        ["conv, same"] = () => new Conv1D(3, 4, Activation.Tanh, Padding.Same),
        ["conv, same with a stride"] = () => new Conv1D(3, 3, Activation.Sigmoid, Padding.Same, stride: 2),
        ["conv, valid"] = () => new Conv1D(3, 1, Activation.Sigmoid),
        ["conv, pooled"] = () => new Sequential(new Conv1D(3, 2, Activation.Sigmoid, Padding.Same), new MaxPooling(1, 2), new GlobalAveragePooling()),
        ["largest of a window"] = () => new MaxPooling(1, 2),
        ["mean of a window"] = () => new AveragePooling(1, 3),
        ["largest of all"] = () => new GlobalMaxPooling(),
        ["mean of all"] = () => new GlobalAveragePooling(),
        ["attention, causal"] = () => new SelfAttention(2, 5),
        ["attention to all"] = () => new SelfAttention(2, 5, causal: false),
        ["attention twice"] = () => new Sequential(new PositionEmbedding(9), new SelfAttention(1, 3), new SelfAttention(4, 3, causal: false)),
        ["residual"] = () => new Residual(new LayerNorm(), new Gru(Width, returnSequences: true)),
    };

    public static TheoryData<string> Layers() => [.. _layers.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_EqualCentralDifferences(string name)
    {
        var random = new Random(5);
        Check.Gradients(NetworkOf(_layers[name], lengths: true), 3, Feed.Random("x", random, 3, 4, Width), Feed.Ids("lengths", [4, 0, 2], 3));
        Check.Gradients(NetworkOf(_layers[name], lengths: false), 4, Feed.Random("x", random, 2, 3, Width));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_OfOneStep_EqualCentralDifferences(string name) =>
        Check.Gradients(NetworkOf(_layers[name], lengths: false), 6, Feed.Random("x", new Random(8), 2, 1, Width));

    [Theory]
    [MemberData(nameof(Layers))]
    public void Export_GivesWhatTrainingGives(string name)
    {
        var random = new Random(17);
        for (int i = 0; i < 4; i++)
        {
            (int count, int length) = (random.Next(1, 6), random.Next(1, 8));
            Feed x = Feed.Random("x", random, count, length, Width);
            Feed lengths = Feed.Ids("lengths", [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(0, length + 1))], count);
            Check.Parity(NetworkOf(_layers[name], lengths: true), i, x, lengths);
            Check.Parity(NetworkOf(_layers[name], lengths: false), i, x);
        }
    }

    /// <summary>A sequence that ends early gives what it gives alone, whatever stands behind it, and then zeros.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void Apply_EmptyTails_AreNotSeen(string name)
    {
        long[] lengths = [5, 1, 0, 3];
        Feed x = Feed.Random("x", new Random(2), lengths.Length, 5, Width);
        Network network = NetworkOf(_layers[name], lengths: true);
        Dictionary<string, float[]> weights = Check.Weights(network, 7, x, Feed.Ids("lengths", lengths, 4));
        Assert.Equal(weights.Keys, Check.Weights(NetworkOf(_layers[name], lengths: false), 7, x).Keys);
        for (int i = 0; i < lengths.Length; i++)
        {
            x.Floats.AsSpan(((i * 5) + (int)lengths[i]) * Width, (5 - (int)lengths[i]) * Width).Fill(1e4f);
        }

        Feed y = Check.Train(network, _ => weights, x, Feed.Ids("lengths", lengths, 4));

        int size = y.Floats.Length / lengths.Length;
        for (int i = 0; i < lengths.Length; i++)
        {
            float[] alone = lengths[i] == 0
                ? []
                : Check.Train(NetworkOf(_layers[name], lengths: false), _ => weights, Feed.Of("x", x.Floats[(i * 5 * Width)..(((i * 5) + (int)lengths[i]) * Width)], 1, (int)lengths[i], Width)).Floats;
            Check.Close([.. alone, .. new float[size - alone.Length]], y.Floats[(i * size)..((i + 1) * size)]);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Apply_WrongShapes_NamesThem(string name)
    {
        var matrix = Assert.Throws<ArgumentException>(() => Check.Train(NetworkOf(_layers[name], lengths: false), scope => scope.Draw(1), Feed.Of("x", [1, 2], 1, 2)));
        Assert.Contains("[1, 2]", matrix.Message, StringComparison.Ordinal);

        Feed x = Feed.Random("x", new Random(1), 2, 3, Width);
        var lengths = Assert.Throws<ArgumentException>(() => Check.Train(NetworkOf(_layers[name], lengths: true), scope => scope.Draw(1), x, Feed.Ids("lengths", [1, 2, 3], 3)));
        Assert.Contains("[3]", lengths.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3, 4]", lengths.Message, StringComparison.Ordinal);
    }

    private static SequentialNetwork NetworkOf(Func<ISequenceLayer> layer, bool lengths) => new(
        new NetworkInput("x", TensorType.Float, ["N", "L", Width]), lengths ? new NetworkInput("lengths", TensorType.Int64, ["N"]) : null, layer());
}
