using Insight.Onnx;

namespace Insight.Training.BuyTillYouDie;

/// <summary>Gamma-Gamma as a part of an ONNX graph, in double.</summary>
internal static class GammaGammaGraph
{
    /// <summary>Adds the expected value of a purchase. The inputs have one shape, any; the result is double and has it too.</summary>
    /// <param name="graph">The graph that the inputs belong to.</param>
    /// <param name="x">Repeat purchases; float or double.</param>
    /// <param name="mean">Their mean value; ignored, and may be NaN, where x is 0.</param>
    /// <param name="model">The fitted model.</param>
    public static Value Append(GraphBuilder graph, Value x, Value mean, GammaGamma model)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(model);
        (x, mean) = (graph.Cast(x, TensorType.Double), graph.Cast(mean, TensorType.Double));
        Value zero = graph.Scalar(0d);
        Value total = graph.Where(graph.Greater(x, zero), x * mean, zero);
        return model.P * (total + model.V) / ((x * model.P) + (model.Q - 1));
    }
}
