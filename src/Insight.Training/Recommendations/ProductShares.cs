using Insight.Onnx;

namespace Insight.Training.Recommendations;

/// <summary>
/// What recommenders say, in a graph: shares of all products with a factor that depends on the history alone, and shares of a few products. They are added up once, at the end: a pass over all
/// products costs as much as many steps over a history.
/// </summary>
/// <param name="OfAll">Floats [1, N], and a float [].</param>
/// <param name="OfSome">int32 [1, K], where a product may come twice, and floats [1, K].</param>
internal sealed record ProductShares(IReadOnlyList<(Value Shares, Value Factor)> OfAll, IReadOnlyList<(Value Places, Value Shares)> OfSome)
{
    /// <summary>Both together.</summary>
    public static ProductShares operator +(ProductShares left, ProductShares right) => new([.. left.OfAll, .. right.OfAll], [.. left.OfSome, .. right.OfSome]);

    /// <summary>Scores [1, N] with every share added to its product's.</summary>
    public Value AddTo(Value scores)
    {
        var graph = scores.Graph;
        var sum = OfAll.Aggregate(scores, (sum, part) => sum + (part.Shares * part.Factor));
        return OfSome switch
        {
            [] => sum,
            [var (places, shares)] => graph.ScatterElements(sum, places, shares, axis: 1, reduction: "add"),
            _ => graph.ScatterElements(
                sum, graph.Concat(1, [.. OfSome.Select(part => part.Places)]), graph.Concat(1, [.. OfSome.Select(part => part.Shares)]), axis: 1, reduction: "add"),
        };
    }
}
