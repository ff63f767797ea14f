using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>Two models multiplied, and by a constant: how often × how much.</summary>
internal sealed record Product(IRowModel Left, IRowModel Right, double Factor = 1) : IRowModel
{
    public IReadOnlyList<int>? FewColumns =>
        Left.FewColumns is { } left && Right.FewColumns is { } right && left.Union(right).ToArray() is { Length: <= GraphPart.MostColumns } both ? both : null;

    public double Predict(ReadOnlySpan<float> row) => Left.Predict(row) * Right.Predict(row) * Factor;

    public Value Append(GraphBuilder graph, Value features) => Left.Append(graph, features) * Right.Append(graph, features) * Factor;

    /// <summary>Factors add up on the logarithm's scale. A factor that may be 0 has no logarithm; it is explained only where few columns decide the whole product.</summary>
    public ExplainerPart? ToExplainer(IReadOnlyList<float[]> background)
    {
        if (FewColumns is not null)
        {
            return GraphParts.Of(this, background);
        }

        return Left.ToExplainer(background) is { IsPositive: true } left && Right.ToExplainer(background) is { IsPositive: true } right && Factor > 0
            ? new SumPart { Link = ReasonLink.Log, Intercept = Math.Log(Factor), Terms = [new SumTerm(1, left), new SumTerm(1, right)] }
            : null;
    }
}
