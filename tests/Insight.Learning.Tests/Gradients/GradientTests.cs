using Insight.Learning.Gradients;
using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

public sealed class GradientTests
{
    [Fact]
    public void Of_WeightUsedInManySteps_IsOneProductAndItsBiasOneSum()
    {
        GradientCheck.Build recurrent = (g, x) => Recurrent(g, x[0], x[1], x[2], steps: 5);
        GradientCheck.Holds(recurrent, TensorType.Double, Sample.Any(1, 5, 2, 3), Sample.Any(2, 3, 3), Sample.Any(3, 3));

        var g = new GraphBuilder("g");
        Value[] x = [g.Input("x", TensorType.Float, [5, 2, 3]), g.Input("w", TensorType.Float, [3, 3]), g.Input("b", TensorType.Float, [3])];
        Value loss = g.ReduceSum(recurrent(g, x), []);
        int before = g.Nodes.Count;
        Gradient.Of(loss, x);
        Node[] added = [.. g.Nodes.Skip(before)];
        Assert.Single(added, node => node.Op == "Gemm" && node.Attributes["transA"] is 1L);
        Assert.Single(added, node => node.Op == "ReduceSum");
        Assert.Equal(2, added.Count(node => node.Op == "Concat")); // of states; of gradients, which serves weight, bias and x
        Assert.DoesNotContain(added, node => node.Op is "Sum" or "Add" or "Pad");
    }

    [Fact]
    public void Of_SlicesThatCoverAVector_AreJoinedInTheirOrder()
    {
        var g = new GraphBuilder("g");
        Value weights = g.Input("weights", TensorType.Float, [9]);
        Value bias = g.Slice(weights, 0, 6, 9);
        Value kernel = g.Reshape(g.Slice(weights, 0, 0, 6), 2, 3);
        Value y = g.ReduceSum(g.Gemm(g.Input("x", TensorType.Float, [4, 2]), kernel, bias), []);
        int before = g.Nodes.Count;
        Value gradient = Assert.Single(Gradient.Of(y, [weights]));
        Assert.Equal("Concat", gradient.Producer!.Op);
        Assert.Equal(2, gradient.Producer.Inputs.Count);
        Assert.Single(g.Nodes.Skip(before), node => node.Op == "Concat");
    }

    [Fact]
    public void Of_InputsNobodyAsksFor_CostNothing()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [4, 2]);
        Value w = g.Input("w", TensorType.Float, [2, 3]);
        Value y = g.ReduceSum(g.MatMul(g.Exp(x), w), []);
        int before = g.Nodes.Count;
        Gradient.Of(y, [w]);
        Assert.Single(g.Nodes.Skip(before), node => node.Op == "Gemm");
        Assert.DoesNotContain(g.Nodes.Skip(before), node => node.Op == "Mul");
    }

    [Fact]
    public void Of_AnyValue_MayBeAskedFor()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [2]);
        Value square = x * x;
        Value cube = square * x;
        Value y = g.ReduceSum(cube, []);
        Value other = g.Input("other", TensorType.Float, [2, 1]);
        Value constant = g.Constant([2f]);
        IReadOnlyList<Value> gradients = Gradient.Of(y, [y, cube, square, x, other, constant]);
        Assert.Equal([1], Run(g, gradients[0]));
        Assert.Equal([1, 1], Run(g, gradients[1]));
        Assert.Equal([3, 5], Run(g, gradients[2]));
        Assert.Equal([27, 75], Run(g, gradients[3]));
        Assert.Equal([0, 0], Run(g, gradients[4]));
        Assert.Equal("[2, 1]", gradients[4].Shape!.ToString());
        Assert.Equal([0], Run(g, gradients[5]));

        static double[] Run(GraphBuilder g, Value value)
        {
            g.Output("y" + value.Name + g.Outputs.Count, value);
            using var runner = new Runner(g);
            return runner.Run(new Sample([3, 5], [2]), new Sample([0, 0], [2, 1]))[^1].Values;
        }
    }

    [Fact]
    public void Of_AGradient_IsTheSecondDerivative() => GradientCheck.Holds(
        (g, x) => Gradient.Of(g.ReduceSum(g.Pow(g.MatMul(g.Tanh(x[0]), x[1]), g.Scalar(3, x[0].Type)), []), [x[0]])[0],
        TensorType.Double,
        1e-5,
        Sample.Any(1, 2, 3),
        Sample.Any(2, 3, 2));

    [Fact]
    public void Of_WhatChangesInSteps_PassesNothing()
    {
        var graph = new GraphBuilder("g");
        Value x = graph.Input("x", TensorType.Float, [2, 3]);
        Value places = graph.Cast(graph.ArgMax(x, 1, keepDims: true), TensorType.Float);
        Value larger = graph.Cast(graph.And(graph.Greater(x, places), graph.Not(graph.Or(graph.Less(x, places), graph.Equal(x, places)))), TensorType.Float);
        Value sizes = graph.Cast(graph.SizesOf(x), TensorType.Float);
        Value whole = graph.Cast(graph.Cast(x, TensorType.Int64), TensorType.Float);
        Value steps = graph.Sum([.. new[] { "Sign", "Floor", "Ceil", "Round" }.Select(op => graph.Apply(op, x.Type, x.Shape, [x]))]);
        Value y = graph.ReduceSum(larger + whole + steps + places, []) + graph.ReduceSum(sizes, []);
        Value gradient = Gradient.Of(y, [x])[0];
        graph.Output("d", gradient);
        using var runner = new Runner(graph);
        Assert.All(runner.Run(Sample.Any(1, 2, 3))[0].Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Of_Kinks_HaveOneOfTheirSlopes()
    {
        double[] zeros = [0, 0];
        Assert.Equal([0, 0], At((g, x) => g.Relu(x), zeros));
        Assert.Equal([0, 0], At((g, x) => g.Abs(x), zeros));
        Assert.Equal([1, 1], At((g, x) => g.Clip(x, 0, 1), zeros));
        Assert.Equal([0, 0], At((g, x) => g.Pow(x, g.Scalar(2f)), zeros));
        Assert.Equal([0, 0], At((g, x) => g.Pow(x, g.Scalar(0f)), zeros));
        Assert.Equal([1, 1], At((g, x) => g.Max(x, g.Scalar(0f)), zeros));
        Assert.Equal([0, 0], At((g, x) => g.Max(g.Scalar(0f), x), zeros));
        Assert.Equal([1, 1], At((g, x) => g.Min(x, g.Scalar(0f)), zeros));
        Assert.Equal([.5, .5], At((g, x) => g.ReduceMax(x, []), zeros));
        Assert.Equal([1, 0], At((g, x) => g.MaxPool(g.Reshape(x, 1, 1, 2), 2), zeros));
        Assert.Equal([double.PositiveInfinity, .25], At((g, x) => g.Sqrt(x), [0, 4]));

        static double[] At(Func<GraphBuilder, Value, Value> build, double[] values)
        {
            var g = new GraphBuilder("g");
            Value x = g.Input("x", TensorType.Float, [values.Length]);
            g.Output("d", Gradient.Of(g.ReduceSum(build(g, x), []), [x])[0]);
            using var runner = new Runner(g);
            return runner.Run(new Sample(values, [values.Length]))[0].Values;
        }
    }

    [Fact]
    public void Of_OperatorWithoutRule_IsNamedWithItsNode()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [2]);
        Value cosine = g.Apply("Cos", x.Type, x.Shape, [x]);
        var error = Assert.Throws<NotSupportedException>(() => Gradient.Of(g.ReduceSum(cosine, []), [x]));
        Assert.Contains("Cos", error.Message, StringComparison.Ordinal);
        Assert.Contains(cosine.Producer!.Name, error.Message, StringComparison.Ordinal);

        Value other = g.Input("other", TensorType.Float, [2]);
        Gradient.Of(g.ReduceSum(cosine * other, []), [other]); // no gradient has to pass the cosine
    }

    [Fact]
    public void Of_WrongArguments_AreNamed()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [2]);
        Value ids = g.Input("ids", TensorType.Int64, [2]);
        Value y = g.ReduceSum(x, []);
        Assert.Contains("x: Float [2]", Assert.Throws<ArgumentException>(() => Gradient.Of(x, [x])).Message, StringComparison.Ordinal);
        Assert.Contains("ids: Int64 [2]", Assert.Throws<ArgumentException>(() => Gradient.Of(y, [ids])).Message, StringComparison.Ordinal);
        Value foreign = new GraphBuilder("other").Input("x", TensorType.Float, [2]);
        Assert.Contains("'other'", Assert.Throws<ArgumentException>(() => Gradient.Of(y, [foreign])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MaskedAttention_PassesNothingToWhatIsMasked()
    {
        // The second example is masked altogether, as padding is.
        double[] mask = [1, 1, 0, 0, 0, 0];
        GradientCheck.Build attention = (g, x) =>
        {
            Value seen = g.Greater(g.Constant(Tensor.Of(x[0].Type, mask, 2, 1, 3)), g.Scalar(0, x[0].Type));
            Value scores = g.MatMul(x[0], g.Transpose(x[1], 0, 2, 1)) * (1 / Math.Sqrt(2));
            return g.MatMul(g.Softmax(g.Where(seen, scores, g.Scalar(-1e9, x[0].Type))), x[2]);
        };
        GradientCheck.Holds(attention, TensorType.Double, Sample.Any(1, 2, 3, 2), Sample.Any(2, 2, 3, 2), Sample.Any(3, 2, 3, 2));

        var graph = new GraphBuilder("g");
        Value[] inputs = [.. Enumerable.Range(0, 3).Select(i => graph.Input($"x{i}", TensorType.Float, [2, 3, 2]))];
        IReadOnlyList<Value> gradients = Gradient.Of(graph.ReduceSum(attention(graph, inputs), []), inputs);
        graph.Output("keys", gradients[1]);
        graph.Output("queries", gradients[0]);
        using var runner = new Runner(graph);
        IReadOnlyList<(double[] Values, long[] Sizes)> found = runner.Run(Sample.Any(1, 2, 3, 2), Sample.Any(2, 2, 3, 2), Sample.Any(3, 2, 3, 2));
        Assert.All(found.SelectMany(output => output.Values), value => Assert.True(double.IsFinite(value)));
        Assert.All(found[0].Values[4..], value => Assert.Equal(0, value));
        Assert.Contains(found[0].Values[..4], value => value != 0);
    }

    [Fact]
    public void Of_OpenSizes_GivesTheSameAsKnownOnes()
    {
        double[][] results = [Run("N", "U"), Run(5, 3)];
        Assert.Equal(results[1], results[0]);

        static double[] Run(Dim examples, Dim unique)
        {
            var g = new GraphBuilder("g");
            Value rows = g.Input("rows", TensorType.Float, [unique, 4]);
            Value ids = g.Input("ids", TensorType.Int64, [examples, 2]);
            Value bias = g.Input("bias", TensorType.Float, [4]);
            Value hidden = g.Tanh(g.Gather(rows, ids) + bias);
            Value y = g.ReduceSum(g.MatMul(g.Reshape(hidden, [examples, 8]), g.Constant(Array.ConvertAll(Sample.Any(9, 8).Values, v => (float)v), 8, 1)), []);
            IReadOnlyList<Value> gradients = Gradient.Of(y, [rows, bias, hidden]);
            foreach (Value gradient in gradients)
            {
                g.Output("d" + g.Outputs.Count, gradient);
            }

            using var runner = new Runner(g);
            return [.. runner.Run(Sample.Any(1, 3, 4), new Sample([2, 0, 0, 0, 1, 2, 2, 2, 0, 1], [5, 2]), Sample.Any(2, 4)).SelectMany(output => output.Values)];
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void Of_RowsTakenOften_LosesNone(int threads, bool oneThread)
    {
        const int Count = 200_000;
        var g = new GraphBuilder("g");
        Value rows = g.Input("rows", TensorType.Float, [3, 16]);
        Value ids = g.Input("ids", TensorType.Int64, [Count]);
        g.Output("d", Gradient.Of(g.ReduceSum(g.Gather(rows, ids), []), [rows], oneThread)[0]);
        Assert.Equal(oneThread, g.Nodes.Any(node => node.Op == "ScatterND")); // under several threads it loses some, but not in every run
        using var runner = new Runner(g, threads);
        var random = new Random(1);
        double[] taken = [.. Enumerable.Range(0, Count).Select(_ => (double)random.Next(3))];
        double[] gradient = runner.Run(Sample.Any(1, 3, 16), new Sample(taken, [Count]))[0].Values;
        for (int row = 0; row < 3; row++)
        {
            Assert.All(gradient[(16 * row)..(16 * (row + 1))], value => Assert.Equal(taken.Count(id => id == row), value));
        }
    }

    private static Value Recurrent(GraphBuilder g, Value x, Value kernel, Value bias, int steps)
    {
        IReadOnlyList<Value> inputs = g.Split(g.Reshape(x, -1, 3), 0, [.. Enumerable.Repeat(2L, steps)]);
        Value state = g.Constant(Tensor.Of(x.Type, Sample.Any(7, 2, 3).Values, 2, 3));
        foreach (Value input in inputs)
        {
            state = g.Tanh(g.Gemm(state, kernel, bias) + input);
        }

        return state;
    }
}
