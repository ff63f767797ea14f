using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

/// <summary>The layers that pool, over 1, −2, 3, 5, 4 and the same with the sign changed.</summary>
public sealed class PoolingTests
{
    private static readonly Feed X = Feed.Of("x", [1, -1, -2, 2, 3, -3, 5, -5, 4, -4], 1, 5, 2);

    [Fact]
    public void MaxPooling_TakesTheLargestOfEachWindow()
    {
        Assert.Equal([1, 2, 5, -3], Pool(new MaxPooling(2)));
        Assert.Equal([1, 2, 3, 2, 5, -3, 5, -4], Pool(new MaxPooling(2, 1)));
        Assert.Equal([1, 2, 0, 0], Pool(new MaxPooling(2), length: 3));
        Assert.Equal([0, 0, 0, 0], Pool(new MaxPooling(2), length: 1));
    }

    [Fact]
    public void AveragePooling_TakesTheMeanOfEachWindow()
    {
        Assert.Equal([-0.5f, 0.5f, 4, -4], Pool(new AveragePooling(2)));
        Assert.Equal([2, -2], Pool(new AveragePooling(3, 3)).Select(v => v * 3));
        Assert.Equal([-0.5f, 0.5f, 0, 0], Pool(new AveragePooling(2), length: 2));
    }

    [Fact]
    public void GlobalMaxPooling_TakesTheLargestOfWhatCounts()
    {
        Assert.Equal([5, 2], Pool(new GlobalMaxPooling()));
        Assert.Equal([1, -1], Pool(new GlobalMaxPooling(), length: 1));
        Assert.Equal([0, 0], Pool(new GlobalMaxPooling(), length: 0));
    }

    [Fact]
    public void GlobalAveragePooling_TakesTheMeanOfWhatCounts()
    {
        Assert.Equal([2.2f, -2.2f], Pool(new GlobalAveragePooling()));
        Assert.Equal([-0.5f, 0.5f], Pool(new GlobalAveragePooling(), length: 2));
        Assert.Equal([0, 0], Pool(new GlobalAveragePooling(), length: 0));
    }

    private static float[] Pool(ISequenceLayer layer, long? length = null)
    {
        var input = new NetworkInput("x", TensorType.Float, ["N", "L", 2]);
        return length is long count
            ? Check.Parity(new SequentialNetwork(input, new NetworkInput("lengths", TensorType.Int64, ["N"]), layer), 1, X, Feed.Ids("lengths", [count], 1)).Floats
            : Check.Parity(new SequentialNetwork(input, layer), 1, X).Floats;
    }
}
