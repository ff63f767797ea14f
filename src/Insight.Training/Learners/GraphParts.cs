using Insight.Features;
using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>Lets a model of few columns be explained through its own graph.</summary>
internal static class GraphParts
{
    /// <summary>The reference customer has the median of each column: half the shop's customers have less, half more.</summary>
    public static GraphPart Of(IRowModel model, IReadOnlyList<float[]> background)
    {
        var columns = model.FewColumns ?? throw new ArgumentException($"{model} reads more columns than all coalitions can be asked of.", nameof(model));
        var graph = new GraphBuilder("explained");
        graph.Output(GraphPart.Output, model.Append(graph, graph.Input(GraphPart.Input, TensorType.Float, ["N", FeatureVector.Count])));
        return new GraphPart
        {
            Columns = columns, Reference = [.. columns.Select(column => Median(background, column))], Graph = graph.Build(),
            Positive = background.All(row => model.Predict(row) > 0),
        };
    }

    private static float Median(IReadOnlyList<float[]> rows, int column)
    {
        float[] known = [.. rows.Select(row => row[column]).Where(value => !float.IsNaN(value)).Order()];
        return known.Length == 0 ? float.NaN : known[(known.Length - 1) / 2];
    }
}
