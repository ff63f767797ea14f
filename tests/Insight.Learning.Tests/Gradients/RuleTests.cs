using Insight.Learning.Gradients.Rules;
using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

/// <summary>Every rule against central differences: broadcasting, length 1 and empty tails included.</summary>
public sealed class RuleTests
{
    private static readonly long[][][] _pairs = [[[2, 3], [2, 3]], [[2, 3], [3]], [[2, 1], [1, 3]], [[1], [2, 1, 3]], [[], [2, 2]], [[1, 1], [1]], [[2, 0], [1]], [[0], [3, 1]]];

    private static readonly long[][] _shapes = [[2, 3], [1], [], [2, 0]];

    private static readonly Case[] _cases =
    [
        .. Pairs("Add", (g, x) => g.Add(x[0], x[1])),
        .. Pairs("Sub", (g, x) => g.Sub(x[0], x[1])),
        .. Pairs("Mul", (g, x) => g.Mul(x[0], x[1])),
        .. Pairs("Div", (g, x) => g.Div(x[0], x[1])),
        .. Pairs("Min", (g, x) => g.Min(x[0], x[1])),
        .. Pairs("Max", (g, x) => g.Max(x[0], x[1])),
        .. Pairs("Pow", (g, x) => g.Pow(x[0], x[1]), Sample.Positive),
        .. Pairs("Where", (g, x) => g.Where(g.Less(x[0], x[1]), x[0] * 3, x[1])),
        .. Pairs("Sum", (g, x) => g.Sum(x[0], x[1], x[0])),
        .. Each("Neg", (g, x) => -x[0]),
        .. Each("Pow", (g, x) => g.Sum([.. new[] { 0.0, 1, 2, 3 }.Select(power => g.Pow(x[0], g.Scalar(power, x[0].Type)))])),
        .. Each("Pow", (g, x) => g.Pow(x[0], g.Scalar(0.5, x[0].Type)), Sample.Positive),
        .. Each("Abs", (g, x) => g.Abs(x[0])),
        .. Each("Exp", (g, x) => g.Exp(x[0])),
        .. Each("Log", (g, x) => g.Log(x[0]), Sample.Positive),
        .. Each("Sqrt", (g, x) => g.Sqrt(x[0]), Sample.Positive),
        .. Each("Sigmoid", (g, x) => g.Sigmoid(x[0])),
        .. Each("Tanh", (g, x) => g.Tanh(x[0])),
        .. Each("Relu", (g, x) => g.Relu(x[0])),
        .. Each("Identity", (g, x) => g.Identity(x[0])),
        new("Cast", (g, x) => g.Cast(g.Cast(x[0], TensorType.Double) * 2, x[0].Type), [[2, 3]], TensorType.Float),
        .. Each("Erf", (g, x) => g.Erf(x[0]), type: TensorType.Float),
        .. Each("Softplus", (g, x) => g.Softplus(x[0]), type: TensorType.Float),
        .. Each("Clip", (g, x) => g.Clip(x[0], -0.8, 0.7)),
        .. Each("Clip", (g, x) => g.Clip(x[0], max: 0.7)),
        new("Reshape", (g, x) => g.Reshape(x[0], 3, -1), [[2, 3]]),
        new("Reshape", (g, x) => g.Reshape(x[0], Shape.Scalar), [[1, 1]]),
        new("Reshape", (g, x) => g.Reshape(x[0], Shape.Of([0, 4])), [[2, 0]]),
        new("Squeeze", (g, x) => g.Squeeze(x[0], 0, -1), [[1, 3, 1]]),
        new("Unsqueeze", (g, x) => g.Unsqueeze(x[0], 1, 3), [[2, 3]]),
        new("Transpose", (g, x) => g.Transpose(x[0], 2, 0, 1), [[2, 3, 4]]),
        new("Transpose", (g, x) => g.Transpose(x[0], 1, 0), [[2, 0]]),
        new("Slice", (g, x) => g.Slice(x[0], 1, 1, 3), [[2, 4]]),
        new("Slice", (g, x) => g.Slice(x[0], -1, -3, -1), [[2, 4]]),
        new("Slice", (g, x) => g.Slice(x[0], 1, 2, 2), [[2, 4]]),
        new("Slice", (g, x) => g.Slice(x[0], 1, -1, long.MinValue, -2), [[2, 5]]),
        new("Slice", (g, x) => g.Slice(x[0], 1, 1, 9, 2), [[2, 5]]),
        new("Slice", (g, x) => g.Slice(x[0], 1, 0, 2) * g.Slice(x[0], 1, 1, 3) * g.Slice(g.Slice(x[0], 0, 1, 2), 1, 1, 3), [[2, 3]]),
        new("Split", (g, x) => Three(g.Split(x[0], 1, 1, 3, 0)), [[2, 4]]),
        new("Split", (g, x) => g.Split(x[0], -1, 1, 3)[1], [[2, 4]]),
        new("Concat", (g, x) => g.Concat(-1, x[0], x[1], x[0]), [[2, 3], [2, 1]]),
        new("Concat", (g, x) => g.Concat(0, x[0], g.Zeros(x[0].Type, [1, 3])), [[2, 3]]),
        new("Concat", (g, x) => g.Concat(1, x[0], x[1]), [[2, 0], [2, 2]]),
        new("Expand", (g, x) => g.Expand(x[0], [4, 2, 3]), [[2, 1]]),
        new("Gather", (g, x) => g.Gather(x[0], g.Constant([2L, 0, 2, 2, 1, 0, -1], 7)), [[3, 2]]),
        new("Gather", (g, x) => g.Gather(x[0], g.Constant([2L, 0, 2, 1], 2, 2), 1), [[2, 3, 2]]),
        new("Gather", (g, x) => g.Gather(x[0], g.Constant([1L, 2], 2), -1), [[2, 4]]),
        new("Gather", (g, x) => g.Gather(x[0], g.Scalar(-1L), 1), [[2, 3, 2]]),
        new("Gather", (g, x) => g.Concat(0, g.Gather(x[0], g.Cast(x[1] * 0, TensorType.Int64)), g.Gather(x[0], g.Cast(x[1] * 0, TensorType.Int64))), [[3, 2], [4]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 3], [3, 4]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 2, 3], [3, 4]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 2, 3], [2, 3, 1]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 3], [2, 3, 2]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 1, 2, 3], [3, 3, 2]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[3], [3]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[3], [3, 2]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 2, 3], [3]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[3], [2, 3, 2]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[0, 3], [3, 2]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 0, 3], [2, 3, 2]]),
        new("MatMul", (g, x) => g.MatMul(x[0], x[1]), [[2, 2, 3], [2, 3, 0]]),
        new("Gemm", (g, x) => g.Gemm(x[0], x[1]), [[0, 3], [3, 2]]),
        new("Gemm", (g, x) => g.Gemm(x[0], x[1], x[2], alpha: 0.5f, beta: 2), [[2, 3], [3, 4], [4]]),
        new("Gemm", (g, x) => g.Gemm(x[0], x[1], x[2], transB: true), [[2, 3], [4, 3], [2, 1]]),
        new("Gemm", (g, x) => g.Gemm(x[0], x[1], transA: true), [[3, 2], [3, 4]]),
        new("Gemm", (g, x) => g.Gemm(x[0], x[1], alpha: 3, transA: true, transB: true), [[3, 2], [4, 3]]),
        new("ReduceSum", (g, x) => g.ReduceSum(x[0], [1]), [[2, 3, 2]]),
        new("ReduceSum", (g, x) => g.ReduceSum(x[0], [0, -1], keepDims: true), [[2, 3, 2]]),
        new("ReduceSum", (g, x) => g.ReduceSum(x[0], []), [[2, 3]]),
        new("ReduceSum", (g, x) => g.ReduceSum(x[0], [1]), [[2, 0]]),
        new("LSTM", (g, x) => g.Lstm(x[0], x[1], x[2], x[3]).All, [[3, 2, 2], [1, 12, 2], [1, 12, 3], [1, 24]], TensorType.Float),
        new("LSTM", (g, x) => g.Lstm(x[0], x[1], x[2]).Last, [[1, 2, 2], [1, 4, 2], [1, 4, 1]], TensorType.Float),
        new("LSTM", (g, x) => AllTimesLast(g, g.Lstm(x[0], x[1], x[2])), [[3, 2, 2], [1, 8, 2], [1, 8, 2]], TensorType.Float),
        new("GRU", (g, x) => g.Gru(x[0], x[1], x[2], x[3]).All, [[3, 2, 2], [1, 9, 2], [1, 9, 3], [1, 18]], TensorType.Float),
        new("GRU", (g, x) => g.Gru(x[0], x[1], x[2]).Last, [[1, 2, 2], [1, 3, 2], [1, 3, 1]], TensorType.Float),
        new("ReduceMean", (g, x) => g.ReduceMean(x[0], [-1, 0]), [[2, 3, 2]]),
        new("ReduceMean", (g, x) => g.ReduceMean(x[0], [1], keepDims: true), [[2, 3]]),
        new("ReduceMean", (g, x) => g.ReduceMean(x[0], []), [[2, 3]]),
        new("ReduceMean", (g, x) => g.ReduceMean(x[0], [0]), [[2, 0]]),
        new("ReduceMax", (g, x) => g.ReduceMax(x[0], [1]), [[2, 3, 2]]),
        new("ReduceMax", (g, x) => g.ReduceMax(x[0], [0, 2], keepDims: true), [[2, 3, 2]]),
        new("ReduceMax", (g, x) => g.ReduceMax(x[0], []), [[1]]),
        new("ReduceMin", (g, x) => g.ReduceMin(x[0], [-1]), [[2, 3]]),
        new("CumSum", (g, x) => g.CumSum(x[0], 1), [[2, 3, 2]]),
        new("CumSum", (g, x) => g.CumSum(x[0], -1, exclusive: true), [[2, 3]]),
        new("CumSum", (g, x) => g.CumSum(x[0], 0, exclusive: true, reverse: true), [[3, 2]]),
        new("Softmax", (g, x) => g.Softmax(x[0]), [[2, 3]]),
        new("Softmax", (g, x) => g.Softmax(x[0], 1), [[2, 3, 2]]),
        new("Softmax", (g, x) => g.Softmax(x[0]), [[2, 1]]),
        new("LogSoftmax", (g, x) => g.LogSoftmax(x[0]), [[2, 3]]),
        new("LogSoftmax", (g, x) => g.LogSoftmax(x[0], 0), [[3, 2]]),
        new("LayerNormalization", (g, x) => g.LayerNormalization(x[0], x[1], x[2]), [[2, 3, 4], [4], [4]], TensorType.Float),
        new("LayerNormalization", (g, x) => g.LayerNormalization(x[0], x[1], x[2], 1), [[2, 3, 4], [3, 4], [3, 4]], TensorType.Float),
        new("Tile", (g, x) => g.Tile(x[0], 2, 1, 3), [[2, 2, 2]]),
        new("Tile", (g, x) => g.Tile(x[0], 1, 1), [[2, 0]]),
        new("Pad", (g, x) => g.Pad(g.Pad(x[0], 1, 2, 0, 9), -1, 0, 1), [[2, 3, 2]]),
        new("Pad", (g, x) => g.Pad(x[0], 0, 1, 2), [[1]]),
        new("GatherElements", (g, x) => g.GatherElements(x[0], g.Constant([0L, 2, 2, 2, 1, 0, 0, 0], 2, 4), 1), [[2, 3]]),
        .. Windows("Conv", [new(), new(2), new(1, 2), new(1, 1, 2, 1), new(3, 2, 1, 3)], window => (g, x) => g.Conv(x[0], x[1], x[2], window), [3, 2, 3], [3]),
        new("Conv", (g, x) => g.Conv(x[0], x[1]), [[1, 1, 3], [2, 1, 3]], TensorType.Float),
        .. Windows("MaxPool", [new(), new(2), new(3, 1, 1, 1)], window => (g, x) => g.MaxPool(x[0], 3, window)),
        .. Windows("AveragePool", [new(), new(2), new(3, 1, 1, 2)], window => (g, x) => g.AveragePool(x[0], 3, window)),
    ];

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < _cases.Length; i++)
        {
            data.Add(i, _cases[i].ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_EqualsCentralDifferences(int index, string name)
    {
        Case checkedCase = _cases[index];
        Assert.Equal(name, checkedCase.ToString());
        GradientCheck.Holds(checkedCase.Build, checkedCase.Type, [.. checkedCase.Sizes.Select((sizes, i) => (checkedCase.Draw ?? Sample.Any)(index + (7 * i), sizes))]);
    }

    [Fact]
    public void EveryRule_HasACase() =>
        Assert.Empty(RuleTable.Operators.Except(_cases.Where(Uses).Select(c => c.Op)));

    /// <summary>Whether the operator that a case is named after is in its graph.</summary>
    private static bool Uses(Case checkedCase)
    {
        var graph = new GraphBuilder("case");
        checkedCase.Build(graph, [.. checkedCase.Sizes.Select((sizes, i) => graph.Input($"x{i}", checkedCase.Type, Shape.Of(sizes)))]);
        return graph.Nodes.Any(node => node.Op == checkedCase.Op);
    }

    private static IEnumerable<Case> Pairs(string op, GradientCheck.Build build, Func<int, long[], Sample>? draw = null) =>
        _pairs.Select(sizes => new Case(op, build, sizes, Draw: draw));

    private static IEnumerable<Case> Each(string op, GradientCheck.Build build, Func<int, long[], Sample>? draw = null, TensorType type = TensorType.Double) =>
        _shapes.Select(sizes => new Case(op, build, [sizes], type, draw));

    private static IEnumerable<Case> Windows(string op, Window[] windows, Func<Window, GradientCheck.Build> build, params long[][] weights) =>
        windows.Select(window => new Case(op, build(window), [[2, 2, 7], .. weights], TensorType.Float, Sample.Apart));

    private static Value AllTimesLast(GraphBuilder g, (Value All, Value Last, Value Cell) states) => states.All * g.Unsqueeze(states.Last, 0);

    private static Value Three(IReadOnlyList<Value> parts) => parts[0] * parts[1] + parts[2].Graph.ReduceSum(parts[2], [1], keepDims: true);

    private sealed record Case(string Op, GradientCheck.Build Build, long[][] Sizes, TensorType Type = TensorType.Double, Func<int, long[], Sample>? Draw = null)
    {
        public override string ToString() => $"{Op} {string.Join(' ', Sizes.Select(sizes => Shape.Of(sizes)))}";
    }
}
