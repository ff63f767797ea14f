using Insight.Onnx;

namespace Insight.Training.Learners;

/// <summary>One number from one row of features, twice: in C#, and as the part of an ONNX graph that must give the same.</summary>
internal interface IRowModel
{
    /// <param name="row">Features in the order of <see cref="Insight.Features.FeatureVector.Names"/>; NaN where undefined.</param>
    double Predict(ReadOnlySpan<float> row);

    /// <summary>Adds the model to the graph.</summary>
    /// <param name="features">float [N, F].</param>
    /// <returns>double [N].</returns>
    Value Append(GraphBuilder graph, Value features);
}
