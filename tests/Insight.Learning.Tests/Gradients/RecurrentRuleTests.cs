using Insight.Learning.Gradients;
using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

/// <summary>The rules of LSTM and GRU against the rules of the elementary operators that they consist of.</summary>
public sealed class RecurrentRuleTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 3, 2)]
    [InlineData(3, 5, 2, 4)]
    public void Lstm_GradientsEqualThoseOfItsUnrolledForm(int examples, int length, int inputs, int units) =>
        Compare(4, 8, examples, length, inputs, units, lengths: null, (g, x, w, r, b, _) => g.Lstm(x, w, r, b).All, UnrolledLstm);

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 3, 2)]
    [InlineData(3, 5, 2, 4)]
    public void Gru_GradientsEqualThoseOfItsUnrolledForm(int examples, int length, int inputs, int units) =>
        Compare(3, 6, examples, length, inputs, units, lengths: null, (g, x, w, r, b, _) => g.Gru(x, w, r, b).All, UnrolledGru);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lstm_EmptyTails_GradientsEqualThoseOfItsUnrolledForm(bool last) => Compare(
        4, 8, 4, 5, 2, 3, [5, 1, 3, 4], (g, x, w, r, b, lengths) => last ? g.Lstm(x, w, r, b, lengths).Last : g.Lstm(x, w, r, b, lengths).All, UnrolledLstm, last);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gru_EmptyTails_GradientsEqualThoseOfItsUnrolledForm(bool last) => Compare(
        3, 6, 4, 5, 2, 3, [5, 1, 3, 4], (g, x, w, r, b, lengths) => last ? g.Gru(x, w, r, b, lengths).Last : g.Gru(x, w, r, b, lengths).All, UnrolledGru, last);

    [Fact]
    public void Lstm_LastState_GradientsEqualThoseOfItsUnrolledForm() =>
        Compare(4, 8, 2, 4, 2, 3, lengths: null, (g, x, w, r, b, _) => g.Lstm(x, w, r, b).Last, UnrolledLstm, last: true);

    [Fact]
    public void Gru_ResetBeforeTheProduct_HasNoRule()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [1, 1, 1]);
        Value w = g.Input("w", TensorType.Float, [1, 3, 1]);
        Value y = g.Apply("GRU", TensorType.Float, [1, 1, 1, 1], [x, w, w], [("hidden_size", 1L)]);

        var error = Assert.Throws<NotSupportedException>(() => Gradient.Of(g.ReduceSum(y, []), [x]));

        Assert.Contains("linear_before_reset", error.Message, StringComparison.Ordinal);
    }

    private static void Compare(int gates, int biases, int examples, int length, int inputs, int units, int[]? lengths, Layer op, Unrolled unrolled, bool last = false)
    {
        Sample[] samples =
        [
            Sample.Any(1, length, examples, inputs), Sample.Any(2, 1, gates * units, inputs), Sample.Any(3, 1, gates * units, units), Sample.Any(4, 1, biases * units),
        ];
        var graph = new GraphBuilder("check");
        Value[] x = [.. samples.Select((sample, i) => graph.Input($"x{i}", TensorType.Float, Shape.Of(sample.Sizes)))];
        Value? ends = lengths is null ? null : graph.Constant(Tensor.Of(TensorType.Int32, [.. lengths.Select(l => (double)l)], examples));
        Value actual = op(graph, x[0], x[1], x[2], x[3], ends);
        Value[] steps = unrolled(graph, x[0], x[1], x[2], x[3], length, units);
        Value expected = Expected(graph, steps, lengths ?? [.. Enumerable.Repeat(length, examples)], last);
        Value weights = graph.Constant(Tensor.Of(TensorType.Float, Sample.Any(99, [.. actual.Shape!.Select(dim => dim.Size!.Value)]).Values, [.. actual.Shape!.Select(dim => dim.Size!.Value)]));
        graph.Output("actual", actual);
        graph.Output("expected", expected);
        foreach ((Value output, string name) in ((Value, string)[])[(actual, "a"), (expected, "e")])
        {
            IReadOnlyList<Value> gradients = Gradient.Of(graph.ReduceSum(output * weights, []), x);
            for (int i = 0; i < x.Length; i++)
            {
                graph.Output($"{name}{i}", gradients[i]);
            }
        }

        using var runner = new Runner(graph);
        IReadOnlyList<(double[] Values, long[] Sizes)> found = runner.Run(samples);
        Equal(found[1], found[0]);
        for (int i = 0; i < x.Length; i++)
        {
            Equal(found[2 + x.Length + i], found[2 + i]);
        }
    }

    private static void Equal((double[] Values, long[] Sizes) expected, (double[] Values, long[] Sizes) actual)
    {
        Assert.Equal(expected.Sizes, actual.Sizes);
        for (int i = 0; i < expected.Values.Length; i++)
        {
            Assert.Equal(expected.Values[i], actual.Values[i], 2e-5);
        }
    }

    /// <summary>The operator's output made of the states of all steps: zeros behind the ends, or the state at each end.</summary>
    private static Value Expected(GraphBuilder g, Value[] steps, int[] lengths, bool last)
    {
        Value all = g.Unsqueeze(g.Concat(0, [.. steps.Select(step => g.Unsqueeze(step, 0))]), 1);
        float[] counts = [.. Enumerable.Range(0, steps.Length).SelectMany(t => lengths.Select(length => (last ? t == length - 1 : t < length) ? 1f : 0f))];
        Value masked = all * g.Constant(counts, steps.Length, 1, lengths.Length, 1);
        return last ? g.ReduceSum(masked, [0]) : masked;
    }

    private static Value[] UnrolledLstm(GraphBuilder g, Value x, Value w, Value r, Value b, int length, int units)
    {
        Value bias = g.Slice(g.Squeeze(b, 0), 0, 0, 4 * units) + g.Slice(g.Squeeze(b, 0), 0, 4 * units, 8 * units);
        var states = new Value[length];
        Value? cell = null;
        for (int t = 0; t < length; t++)
        {
            Value sums = g.MatMul(g.Gather(x, g.Scalar((long)t)), g.Transpose(g.Squeeze(w, 0), 1, 0)) + bias;
            sums = t == 0 ? sums : sums + g.MatMul(states[t - 1], g.Transpose(g.Squeeze(r, 0), 1, 0));
            IReadOnlyList<Value> gates = g.Split(sums, 1, units, units, units, units);
            Value written = g.Sigmoid(gates[0]) * g.Tanh(gates[3]);
            cell = cell is null ? written : written + (g.Sigmoid(gates[2]) * cell);
            states[t] = g.Sigmoid(gates[1]) * g.Tanh(cell);
        }

        return states;
    }

    private static Value[] UnrolledGru(GraphBuilder g, Value x, Value w, Value r, Value b, int length, int units)
    {
        IReadOnlyList<Value> biases = g.Split(g.Squeeze(b, 0), 0, 3 * units, 3 * units);
        var states = new Value[length];
        for (int t = 0; t < length; t++)
        {
            Value before = t == 0 ? g.Slice(g.Gather(x, g.Scalar(0L)), 1, 0, 1) * g.Zeros(TensorType.Float, [1, units]) : states[t - 1];
            IReadOnlyList<Value> input = g.Split(g.MatMul(g.Gather(x, g.Scalar((long)t)), g.Transpose(g.Squeeze(w, 0), 1, 0)) + biases[0], 1, units, units, units);
            IReadOnlyList<Value> state = g.Split(g.MatMul(before, g.Transpose(g.Squeeze(r, 0), 1, 0)) + biases[1], 1, units, units, units);
            Value update = g.Sigmoid(input[0] + state[0]);
            Value candidate = g.Tanh(input[2] + (g.Sigmoid(input[1] + state[1]) * state[2]));
            states[t] = ((1 - update) * candidate) + (update * before);
        }

        return states;
    }

    private delegate Value Layer(GraphBuilder g, Value x, Value w, Value r, Value b, Value? lengths);

    private delegate Value[] Unrolled(GraphBuilder g, Value x, Value w, Value r, Value b, int length, int units);
}
