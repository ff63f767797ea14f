using System.Globalization;

namespace Insight.Onnx.Tests;

public sealed class ShapeAndReductionTests
{
    // x is [[1, -2, 3], [4, 5, -6]].
    public static TheoryData<string, string, double[]> Cases() => new()
    {
        { "ReduceSum0", "[3]", [5, 3, -3] },
        { "ReduceSum1Keep", "[2, 1]", [2, 3] },
        { "ReduceSumAll", "[]", [5] },
        { "ReduceMean1", "[2]", [2.0 / 3, 1] },
        { "ReduceMin1", "[2]", [-2, -6] },
        { "ReduceMax1", "[2]", [3, 5] },
        { "ArgMin1", "[2]", [1, 2] },
        { "ArgMax0", "[3]", [1, 1, 0] },
        { "CumSum1", "[2, 3]", [1, -1, 2, 4, 9, 3] },
        { "CumSumExclusive", "[2, 3]", [0, 1, -1, 0, 4, 9] },
        { "CumSumReverse", "[2, 3]", [2, 1, 3, 3, -1, -6] },
        { "Concat1", "[2, 4]", [1, -2, 3, 1, 4, 5, -6, 4] },
        { "Concat0", "[3, 3]", [1, -2, 3, 4, 5, -6, 1, -2, 3] },
        { "Gather1", "[2, 2]", [3, 1, -6, 4] },
        { "GatherScalar", "[3]", [4, 5, -6] },
        { "Reshape", "[3, 2]", [1, -2, 3, 4, 5, -6] },
        { "ReshapeOpen", "[3, 2]", [1, -2, 3, 4, 5, -6] },
        { "ReshapeShape", "[6, 1]", [1, -2, 3, 4, 5, -6] },
        { "ReshapeEmpty", "[0, 4]", [] },
        { "Split", "[2, 2]", [-2, 3, 5, -6] },
        { "Expand", "[2, 2, 3]", [1, -2, 3, 4, 5, -6, 1, -2, 3, 4, 5, -6] },
        { "ExpandLike", "[2, 2, 3]", [1, -2, 3, 4, 5, -6, 1, -2, 3, 4, 5, -6] },
        { "ExpandEmpty", "[2, 0]", [] },
        { "Zeros", "[1, 2]", [0, 0] },
        { "Sizes", "[2]", [2, 3] },
        { "Tile", "[2, 6]", [1, -2, 3, 1, -2, 3, 4, 5, -6, 4, 5, -6] },
        { "Pad", "[2, 6]", [7, 1, -2, 3, 7, 7, 7, 4, 5, -6, 7, 7] },
        { "GatherElements", "[2, 2]", [3, -2, 4, 4] },
        { "ScatterElements", "[2, 3]", [9, -2, 1, 4, 2, -6] },
        { "ScatterElementsAdd", "[2, 3]", [1, -2, 5, 4, 9, -6] },
        { "ScatterND", "[2, 3]", [1, -2, 3, 1, 2, 3] },
        { "ScatterNDAdd", "[2, 3]", [1, -2, 3, 9, 12, 3] },
        { "Unsqueeze", "[2, 1, 3]", [1, -2, 3, 4, 5, -6] },
        { "Squeeze", "[2, 3]", [1, -2, 3, 4, 5, -6] },
        { "Slice", "[2, 1]", [-2, 5] },
        { "SliceNegative", "[2, 2]", [-2, 3, 5, -6] },
        { "SliceBackwards", "[2, 2]", [3, 1, -6, 4] },
        { "Transpose", "[3, 2]", [1, 4, -2, 5, 3, -6] },
        { "MatMul", "[2, 2]", [1 - 6 + 15, 2 - 8 + 18, 4 + 15 - 30, 8 + 20 - 36] },
        { "MatMulOfNothing", "[2, 2, 2]", [0, 0, 0, 0, 0, 0, 0, 0] },
        { "MatVec", "[2]", [1 - 4 + 9, 4 + 10 - 18] },
        { "Gemm", "[2, 2]", [7, 8.5, -3.5, -1.5] },
        { "GemmTransposed", "[2, 2]", [14, -24, -24, 77] },
        { "Softmax", "[2, 3]", [.11849965, .00589975, .87560060, .26893746, .73105016, .00001221] },
        { "LogSoftmax", "[2, 3]", [-2.13284561, -5.13284561, -.13284561, -1.31327390, -.31327390, -11.31327390] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_EqualsWorkedResult_InFloatAndDouble(string op, string shape, double[] expected)
    {
        foreach (TensorType type in new[] { TensorType.Float, TensorType.Double })
        {
            var g = new GraphBuilder(op);
            Value x = g.Constant(Tensor.Of(type, [1, -2, 3, 4, 5, -6], 2, 3));
            Value w = g.Constant(Tensor.Of(type, [1, 2, 3, 4, 5, 6], 3, 2));
            Value y = Build(g, op, x, w);
            Assert.Equal(shape, y.Shape!.ToString());

            g.Output("y", g.Cast(y, TensorType.Double));
            Outputs outputs = Run.Graph(g);
            Assert.Equal(shape, $"[{string.Join(", ", outputs.Sizes("y").Select(s => s.ToString(CultureInfo.InvariantCulture)))}]");
            double[] actual = outputs.Get<double>("y");
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void Pad_BetweenTranspositions_SurvivesTheRuntimesOptimiser()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [2, 2]);
        g.Output("y", g.Transpose(g.Pad(g.Transpose(x, 1, 0), 1, 0, 1), 1, 0));
        Assert.Equal([1, 2, 3, 4, 0, 0], Run.Graph(g, ("x", new[] { 1f, 2, 3, 4 }, [2, 2])).Get<float>("y"));
    }

    [Fact]
    public void Operators_MisfittingShapes_NameThem()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N", 3]);
        Value w = g.Constant(new float[8], 2, 4);
        Assert.Contains("[N, 3] and [2, 4]", Assert.Throws<ArgumentException>(() => g.Concat(0, x, w)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4] has 8", Assert.Throws<ArgumentException>(() => g.Reshape(w, 3, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("axis 2", Assert.Throws<ArgumentException>(() => g.ReduceSum(x, [2])).Message, StringComparison.Ordinal);
        Assert.Contains("[5, ?] has a multiple of 5", Assert.Throws<ArgumentException>(() => g.Reshape(w, 5, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("[?, ?]", Assert.Throws<ArgumentException>(() => g.Reshape(w, [default, default(Dim)])).Message, StringComparison.Ordinal);
        Assert.Contains("add up to 5, but axis 1 of shape [2, 4] has 4", Assert.Throws<ArgumentException>(() => g.Split(w, 1, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4] and [3]", Assert.Throws<ArgumentException>(() => g.Expand(w, Shape.Of([3]))).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 4]", Assert.Throws<ArgumentException>(() => g.Expand(w, ["N", 4])).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", Assert.Throws<ArgumentException>(() => g.Tile(w, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => g.Squeeze(x, 1));
        Assert.Throws<ArgumentException>(() => g.Transpose(x, 0, 0));
        Assert.Throws<ArgumentException>(() => g.Constant(new float[5], 2, 3));
    }

    private static Value Build(GraphBuilder g, string op, Value x, Value w) => op switch
    {
        "ReduceSum0" => g.ReduceSum(x, [0]),
        "ReduceSum1Keep" => g.ReduceSum(x, [1], keepDims: true),
        "ReduceSumAll" => g.ReduceSum(x, []),
        "ReduceMean1" => g.ReduceMean(x, [1]),
        "ReduceMin1" => g.ReduceMin(x, [-1]),
        "ReduceMax1" => g.ReduceMax(x, [1]),
        "ArgMin1" => g.ArgMin(x, 1),
        "ArgMax0" => g.ArgMax(x, 0),
        "CumSum1" => g.CumSum(x, 1),
        "CumSumExclusive" => g.CumSum(x, 1, exclusive: true),
        "CumSumReverse" => g.CumSum(x, 1, reverse: true),
        "Concat1" => g.Concat(1, x, g.Slice(x, 1, 0, 1)),
        "Concat0" => g.Concat(0, x, g.Slice(x, 0, 0, 1)),
        "Gather1" => g.Gather(x, g.Constant([2L, 0L]), 1),
        "GatherScalar" => g.Gather(x, g.Scalar(1L)),
        "Reshape" => g.Reshape(x, 3, 2),
        "ReshapeOpen" => g.Reshape(x, -1, 2),
        "ReshapeShape" => g.Reshape(x, Shape.Of([6, 1])),
        "ReshapeEmpty" => g.Reshape(g.Slice(x, 1, 0, 0), Shape.Of([0, 4])),
        "Split" => g.Split(x, 1, 1, 2)[1],
        "Expand" => g.Expand(x, Shape.Of([2, 1, 3])),
        "ExpandLike" => g.Reshape(g.Expand(x, g.Apply("Identity", x.Type, null, [g.Zeros(x.Type, [2, 2, 1])])), 2, 2, 3),
        "ExpandEmpty" => g.Expand(g.Slice(x, 1, 0, 1), Shape.Of([2, 0])),
        "Zeros" => g.Zeros(x.Type, [1, 2]),
        "Sizes" => g.Cast(g.SizesOf(x), x.Type),
        "Tile" => g.Tile(x, 1, 2),
        "Pad" => g.Pad(x, -1, 1, 2, 7),
        "GatherElements" => g.GatherElements(x, g.Constant([2L, 1, 0, 0], 2, 2), 1),
        "ScatterElements" => g.ScatterElements(x, g.Constant([2L, 0, 1, 1], 2, 2), g.Constant(Tensor.Of(x.Type, [1, 9, 2, 2], 2, 2)), 1),
        "ScatterElementsAdd" => g.ScatterElements(x, g.Constant([2L, 2, 1, 1], 2, 2), g.Constant(Tensor.Of(x.Type, [1, 1, 2, 2], 2, 2)), 1, "add"),
        "ScatterND" => g.ScatterND(x, g.Constant([1L], 1, 1), g.Constant(Tensor.Of(x.Type, [1, 2, 3], 1, 3))),
        "ScatterNDAdd" => g.ScatterND(x, g.Constant([1L, 1], 2, 1), g.Constant(Tensor.Of(x.Type, [1, 2, 3, 4, 5, 6], 2, 3)), "add"),
        "Unsqueeze" => g.Unsqueeze(x, 1),
        "Squeeze" => g.Squeeze(g.Unsqueeze(x, 0, 3), 0, -1),
        "Slice" => g.Slice(x, 1, 1, 2),
        "SliceNegative" => g.Slice(x, -1, -2, long.MaxValue),
        "SliceBackwards" => g.Slice(x, 1, -1, long.MinValue, -2),
        "Transpose" => g.Transpose(x, 1, 0),
        "MatMul" => g.MatMul(x, w),
        "MatMulOfNothing" => g.MatMul(g.Zeros(x.Type, [2, 2, 0]), g.Zeros(x.Type, [2, 0, 2])),
        "MatVec" => g.MatMul(x, g.Constant(Tensor.Of(x.Type, [1, 2, 3], 3))),
        "Gemm" => g.Gemm(x, w, g.Constant(Tensor.Of(x.Type, [1, 1.25], 2)), alpha: 0.5f, beta: 2),
        "GemmTransposed" => g.Gemm(x, x, transB: true),
        "Softmax" => g.Softmax(x),
        "LogSoftmax" => g.LogSoftmax(x),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };
}
