using Insight.Onnx;
using Insight.Onnx.Blocks;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>Gradient-boosted trees behind an imputation with indicators, and a link. They read the first columns of a row, as many as the imputation fills.</summary>
internal sealed record Boosting : IRowModel
{
    public required Impute Inputs { get; init; }

    public required TreeEnsemble Trees { get; init; }

    public required Link Link { get; init; }

    /// <summary>The same model after its first trees only.</summary>
    public Boosting Take(int trees) => this with { Trees = Trees with { Trees = [.. Trees.Trees.Take(trees)] } };

    public double Predict(ReadOnlySpan<float> row) => Link.Invert(Trees.Evaluate(Inputs.Evaluate(row)));

    public ExplainerPart ToExplainer(IReadOnlyList<float[]> background) => TreesPart.Of(Inputs, Trees, Link.ToReasonLink());

    public Value Append(GraphBuilder graph, Value features)
    {
        Value sum = graph.Squeeze(Inputs.FoldInto(Trees).Append(graph, features), 1);
        return Link.Append(graph, graph.Cast(sum, TensorType.Double));
    }
}
