using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>The sum or mean of the vectors of several ids: int64 [N, K] → [N, width].</summary>
/// <param name="table">The vectors; a step reads and updates those in its batch only.</param>
/// <param name="reduction">Sum or mean.</param>
public sealed class EmbeddingBag(RowTable table, BagReduction reduction = BagReduction.Mean) : ILayer
{
    /// <summary>The vectors.</summary>
    public RowTable Table { get; } = table;

    /// <inheritdoc/>
    public Value Apply(Scope scope, Value x) => Apply(scope, x, null);

    /// <summary>Adds this layer's nodes to the scope's graph.</summary>
    /// <param name="scope">Where weights come from and nodes go.</param>
    /// <param name="ids">int64 [N, K].</param>
    /// <param name="weights">
    /// How much each id counts, floats [N, K], not negative where the mean is taken: 0 for padding, where the id is −1. Null when all count 1. A bag in which nothing counts gives zeros.
    /// </param>
    /// <exception cref="ArgumentException">Ids and weights have different shapes; the message names both.</exception>
    public Value Apply(Scope scope, Value ids, Value? weights)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Shape is not { Count: 2 } || (weights is not null && (weights.Shape is not { Count: 2 } || ids.Shape.Zip(weights.Shape).Any(Differ))))
        {
            throw new ArgumentException($"EmbeddingBag: ids {ids} and weights {weights} should both have shape [N, K].");
        }

        GraphBuilder graph = scope.Graph;
        Value rows = scope.Rows(Table, ids);
        if (weights is null)
        {
            return reduction == BagReduction.Sum ? graph.ReduceSum(rows, [1]) : graph.ReduceMean(rows, [1]);
        }

        if (reduction == BagReduction.Mean)
        {
            weights /= graph.Max(graph.ReduceSum(weights, [1], keepDims: true), graph.Scalar(1e-12f));
        }

        return graph.Squeeze(graph.MatMul(graph.Unsqueeze(weights, 1), rows), 1);
    }

    private static bool Differ((Dim First, Dim Second) sizes) => sizes.First.IsKnown && sizes.Second.IsKnown && sizes.First != sizes.Second;
}
