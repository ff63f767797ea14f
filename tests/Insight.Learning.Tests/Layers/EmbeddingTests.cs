using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class EmbeddingTests
{
    private static readonly RowTable Table = new("items", 4, 2, Initializer.Normal(1));
    private static readonly Dictionary<string, float[]> Weights = new() { ["items"] = [1, 2, 3, 4, 5, 6, 7, 8] };
    private static readonly NetworkInput Ids = new("ids", TensorType.Int64, ["N", "L"], "items");
    private static readonly NetworkInput Counts = new("counts", TensorType.Float, ["N", "L"]);
    private static readonly Feed SomeIds = Feed.Ids("ids", [2, 0, 2, 3, 1, 1], 2, 3);

    [Fact]
    public void Embedding_GivesTheVectors()
    {
        Feed y = Check.Train(new SequentialNetwork(Ids, new Embedding(Table)), _ => Weights, Feed.Ids("ids", [3, 0], 1, 2));

        Assert.Equal([1, 2, 2], y.Sizes);
        Assert.Equal([7, 8, 1, 2], y.Floats);
    }

    [Fact]
    public void EmbeddingBag_SumsOrAverages()
    {
        Assert.Equal([11, 14, 13, 16], Check.Train(Bag(BagReduction.Sum, weighted: false), _ => Weights, SomeIds).Floats);
        Check.Close([11 / 3f, 14 / 3f, 13 / 3f, 16 / 3f], Check.Train(Bag(BagReduction.Mean, weighted: false), _ => Weights, SomeIds).Floats);
    }

    [Fact]
    public void EmbeddingBag_Weighted_LeavesOutWhatDoesNotCount()
    {
        Feed counts = Feed.Of("counts", [1, 3, 0, 0, 0, 0], 2, 3);

        Assert.Equal([8, 12, 0, 0], Check.Train(Bag(BagReduction.Sum, weighted: true), _ => Weights, SomeIds, counts).Floats);
        Assert.Equal([2, 3, 0, 0], Check.Train(Bag(BagReduction.Mean, weighted: true), _ => Weights, SomeIds, counts).Floats);
    }

    [Theory]
    [InlineData(BagReduction.Sum)]
    [InlineData(BagReduction.Mean)]
    public void EmbeddingBag_GradientsAndExport(BagReduction reduction)
    {
        Feed counts = Feed.Of("counts", [1, 3, 0, 0.5f, 2, 1], 2, 3);
        Check.Gradients(Bag(reduction, weighted: true), 3, SomeIds, counts);
        Check.Gradients(Bag(reduction, weighted: false), 3, SomeIds);
        Check.Parity(Bag(reduction, weighted: true), 3, SomeIds, counts);
        Check.Parity(Bag(reduction, weighted: false), 3, SomeIds);
    }

    [Fact]
    public void Embedding_GradientsAndExport()
    {
        var network = new SequentialNetwork(Ids, new Embedding(Table), new PositionEmbedding(5));

        Check.Gradients(network, 3, SomeIds);
        Check.Parity(network, 3, SomeIds);
    }

    [Fact]
    public void EmbeddingBag_WeightsOfAnotherShape_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => Check.Train(Bag(BagReduction.Sum, weighted: true), _ => Weights, SomeIds, Feed.Of("counts", [1, 2], 2, 1)));

        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PositionEmbedding_LongerThanItsPlaces_NamesBoth()
    {
        var network = new SequentialNetwork(Ids, new Embedding(Table), new PositionEmbedding(2));

        var error = Assert.Throws<ArgumentException>(() => Check.Train(network, scope => scope.Draw(1), SomeIds));

        Assert.Contains("[2, 3, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", error.Message, StringComparison.Ordinal);
    }

    private static FunctionNetwork Bag(BagReduction reduction, bool weighted) => new(
        weighted ? [Ids, Counts] : [Ids],
        (scope, inputs) => new EmbeddingBag(Table, reduction).Apply(scope, inputs["ids"], weighted ? inputs["counts"] : null));
}
