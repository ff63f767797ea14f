using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>One number from one row of features, twice: in C#, and as the part of an ONNX graph that must give the same.</summary>
internal interface IRowModel
{
    /// <param name="row">Features in the order of <see cref="Insight.Features.FeatureVector.Names"/>; NaN where undefined.</param>
    double Predict(ReadOnlySpan<float> row);

    /// <summary>The same for many rows.</summary>
    double[] Predict(IReadOnlyList<float[]> rows) => [.. rows.Select(row => Predict(row))];

    /// <summary>Adds the model to the graph.</summary>
    /// <param name="features">float [N, F].</param>
    /// <returns>double [N].</returns>
    Value Append(GraphBuilder graph, Value features);

    /// <summary>The columns that the model reads, where they are so few that all their coalitions can be asked; null otherwise.</summary>
    IReadOnlyList<int>? FewColumns => null;

    /// <summary>What says of a prediction how much each feature contributed; null where that cannot be said.</summary>
    /// <param name="background">The customers beside whom a customer is explained.</param>
    ExplainerPart? ToExplainer(IReadOnlyList<float[]> background) => FewColumns is null ? null : GraphParts.Of(this, background);
}
