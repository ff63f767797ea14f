using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Tests.Training;

/// <summary>Small networks, losses and examples for the tests of training, written without layers.</summary>
internal static class Simple
{
    /// <summary>x·w + b: [N, width] → [N, 1].</summary>
    public static Network Line(long width) => new FunctionNetwork(
        [new NetworkInput("x", TensorType.Float, ["N", width])],
        (scope, inputs) => scope.Graph.MatMul(inputs["x"], scope.Weight("w", [width, 1], Initializer.Glorot(width, 1))) + scope.Weight("b", [1], Initializer.Zeros, penalized: false));

    /// <summary>A row of a table for each id, summed over its elements: [N] → [N, 1].</summary>
    public static Network RowSum(RowTable table) => new FunctionNetwork(
        [new NetworkInput("id", TensorType.Int64, ["N"], table.Name)],
        (scope, inputs) => scope.Graph.ReduceSum(scope.Rows(table, inputs["id"]), [1], keepDims: true) * scope.Weight("scale", [1], Initializer.Constant(1)));

    /// <summary>(output − y)² for one output.</summary>
    public static FunctionLoss SquaredError { get; } = new(
        [new NetworkInput("y", TensorType.Float, ["N", 1])],
        (scope, output, targets) =>
        {
            Value error = scope.Graph.Squeeze(output - targets["y"], 1);
            return (error * error, scope.Graph.Constant(Enumerable.Repeat(1f, (int)error.Shape![0].Size!.Value).ToArray()));
        });

    /// <summary>Evenly distributed numbers in [−1, 1).</summary>
    public static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
