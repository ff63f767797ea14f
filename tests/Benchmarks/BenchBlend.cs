using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Blend;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Networks;

namespace Insight.Benchmarks;

/// <summary>
/// A recommending model as large shops train it: item-to-item, recurrent network and self-attention in one graph. Of the training only a pass is made, and no settings are searched: how
/// long an answer takes does not depend on how good it is.
/// </summary>
internal static class BenchBlend
{
    private const int InteractionsPerProduct = 10;

    /// <summary>The most that the search of settings tries, and what it chose for Amazon Beauty.</summary>
    private const int Neighbours = 400;

    /// <returns>The graph, and its products: those of <paramref name="products"/> that somebody chose.</returns>
    public static (byte[] Onnx, int Products) Graph(int products)
    {
        Console.WriteLine("Training a blend, some seconds for 10,000 products …");
        var log = BenchLog.Of(products * InteractionsPerProduct, products);
        var onnx = RecommenderGraph.Build(
            new BlendRecommender(
            [
                (ItemToItemRecommender.Fit(log, new ItemToItemSettings { Neighbours = Neighbours }), 0.4),
                (Network(SequenceNetworkKind.SelfAttention), 0.4),
                (Network(SequenceNetworkKind.Gru), 0.2),
            ]),
            log.Products);
        return (onnx, log.Products);

        IRecommender Network(SequenceNetworkKind kind) =>
            new NetworkRecommenderFit(SequenceNetworkSettings.For(kind, log), seed: 1).Fit(log, epochs: 1) ?? throw new InvalidOperationException("The network did not train.");
    }
}
