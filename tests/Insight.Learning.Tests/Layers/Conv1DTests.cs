using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class Conv1DTests
{
    private static readonly NetworkInput Input = new("x", TensorType.Float, ["N", "L", 1]);

    /// <summary>The kernel [1, 10] over 1, 2, 3, 4: each place is what stands there and ten times what comes next.</summary>
    [Theory]
    [InlineData(Padding.Valid, 1, 1, new float[] { 21, 32, 43 })]
    [InlineData(Padding.Valid, 1, 2, new float[] { 31, 42 })]
    [InlineData(Padding.Valid, 2, 1, new float[] { 21, 43 })]
    [InlineData(Padding.Same, 1, 1, new float[] { 21, 32, 43, 4 })]
    [InlineData(Padding.Same, 1, 2, new float[] { 20, 31, 42, 3 })]
    [InlineData(Padding.Causal, 1, 1, new float[] { 10, 21, 32, 43 })]
    [InlineData(Padding.Causal, 1, 2, new float[] { 10, 20, 31, 42 })]
    [InlineData(Padding.Causal, 3, 1, new float[] { 10, 43 })]
    public void Apply_KnownKernel_GivesWhatHandGives(Padding padding, long stride, long dilation, float[] expected)
    {
        var network = new SequentialNetwork(Input, new Conv1D(1, 2, padding: padding, stride: stride, dilation: dilation));
        var weights = new Dictionary<string, float[]> { ["conv1/kernel"] = [1, 10], ["conv1/bias"] = [0] };

        Feed y = Check.Train(network, _ => weights, Feed.Of("x", [1, 2, 3, 4], 1, 4, 1));

        Assert.Equal([1, expected.Length, 1], y.Sizes);
        Assert.Equal(expected, y.Floats);
    }

    /// <summary>Of 1, 2, 3, 4 only as many count as the length says: the kernel [1, 10] with stride 2 fits floor(length / 2) times.</summary>
    [Theory]
    [InlineData(4, new float[] { 21, 43 })]
    [InlineData(3, new float[] { 21, 0 })]
    [InlineData(1, new float[] { 0, 0 })]
    [InlineData(0, new float[] { 0, 0 })]
    public void Apply_ShortSequence_CountsPlacesThatFit(long length, float[] expected)
    {
        var network = new SequentialNetwork(Input, new NetworkInput("lengths", TensorType.Int64, ["N"]), new Conv1D(1, 2, stride: 2));
        var weights = new Dictionary<string, float[]> { ["conv1/kernel"] = [1, 10], ["conv1/bias"] = [0] };

        Feed y = Check.Train(network, _ => weights, Feed.Of("x", [1, 2, 3, 4], 1, 4, 1), Feed.Ids("lengths", [length], 1));

        Assert.Equal(expected, y.Floats);
    }

    [Fact]
    public void Apply_SequenceShorterThanTheKernel_NamesTheShape()
    {
        var network = new SequentialNetwork(Input, new Conv1D(1, 5));

        var error = Assert.Throws<ArgumentException>(() => Check.Train(network, scope => scope.Draw(1), Feed.Of("x", [1, 2, 3, 4], 1, 4, 1)));

        Assert.Contains("[1, 1, 4]", error.Message, StringComparison.Ordinal);
    }
}
