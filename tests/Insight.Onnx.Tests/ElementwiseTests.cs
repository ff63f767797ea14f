namespace Insight.Onnx.Tests;

public sealed class ElementwiseTests
{
    private static readonly double[] Sample = [-3, -1.5, -0.25, 0, 0.5, 1, 2.75, double.NaN];

    public static TheoryData<string, TensorType> Unary()
    {
        var data = new TheoryData<string, TensorType>();
        foreach (TensorType type in new[] { TensorType.Float, TensorType.Double })
        {
            foreach (string op in new[] { "Exp", "Log", "Sqrt", "Abs", "Neg", "Sigmoid", "Tanh", "Relu", "Identity", "Sign", "Clip", "ClipLow", "Int64", "Int32", "Ceil" })
            {
                data.Add(op, type);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Unary))]
    public void UnaryOperator_EqualsMaths(string op, TensorType type)
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", type, ["N"]);
        (Value y, Func<double, double> expected) = op switch
        {
            "Exp" => (g.Exp(x), (Func<double, double>)Math.Exp),
            "Log" => (g.Log(x), Math.Log),
            "Sqrt" => (g.Sqrt(x), Math.Sqrt),
            "Abs" => (g.Abs(x), Math.Abs),
            "Neg" => (-x, v => -v),
            "Sigmoid" => (g.Sigmoid(x), v => 1 / (1 + Math.Exp(-v))),
            "Tanh" => (g.Tanh(x), Math.Tanh),
            "Relu" => (g.Relu(x), v => Math.Max(0, v)),
            "Sign" => (g.Sign(g.Where(g.IsNaN(x), g.Scalar(0, type), x)), v => double.IsNaN(v) ? 0 : Math.Sign(v)),
            "Identity" => (g.Identity(x), v => v),
            "Clip" => (g.Clip(x, -1, 1), v => Math.Clamp(v, -1, 1)),
            "ClipLow" => (g.Clip(x, min: 0.75), v => Math.Max(v, 0.75)),
            "Int64" => (g.Cast(g.Cast(g.Where(g.IsNaN(x), g.Scalar(0, type), x), TensorType.Int64), type), v => double.IsNaN(v) ? 0 : Math.Truncate(v)),
            "Int32" => (g.Cast(g.Cast(g.Where(g.IsNaN(x), g.Scalar(0, type), x), TensorType.Int32) * 2, type), v => double.IsNaN(v) ? 0 : 2 * Math.Truncate(v)),
            "Ceil" => (g.Ceil(x), Math.Ceiling),
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };

        double[] actual = Evaluate(g, y, ("x", Sample));
        for (int i = 0; i < Sample.Length; i++)
        {
            Assert.Equal(expected(Sample[i]), actual[i], 2e-6);
        }
    }

    [Theory]
    [InlineData(TensorType.Float)]
    [InlineData(TensorType.Double)]
    public void BinaryOperators_EqualMathsAndBroadcast(TensorType type)
    {
        double[] right = [2, 0.5, 3];
        double[] left = [1, 4, 2.5, 0.25];
        (string Name, Func<GraphBuilder, Value, Value, Value> Build, Func<double, double, double> Expected)[] cases =
        [
            ("+", (g, a, b) => a + b, (a, b) => a + b),
            ("-", (g, a, b) => a - b, (a, b) => a - b),
            ("*", (g, a, b) => a * b, (a, b) => a * b),
            ("/", (g, a, b) => a / b, (a, b) => a / b),
            ("pow", (g, a, b) => g.Pow(a, b), Math.Pow),
            ("sum", (g, a, b) => g.Sum(a, b, g.Scalar(1, a.Type)), (a, b) => a + b + 1),
            ("min", (g, a, b) => g.Min(a, b), Math.Min),
            ("max", (g, a, b) => g.Max(a, b), Math.Max),
            ("numbers", (g, a, b) => (1 - (2 * a)) / (3 + b), (a, b) => (1 - (2 * a)) / (3 + b)),
            ("greater", (g, a, b) => g.Cast(g.Greater(a, b), a.Type), (a, b) => a > b ? 1 : 0),
            ("less", (g, a, b) => g.Cast(g.Less(a, b), a.Type), (a, b) => a < b ? 1 : 0),
            ("greaterOrEqual", (g, a, b) => g.Cast(g.GreaterOrEqual(a, b + 0.5), a.Type), (a, b) => a >= b + 0.5 ? 1 : 0),
            ("equal", (g, a, b) => g.Cast(g.Equal(a, b + 2), a.Type), (a, b) => a == b + 2 ? 1 : 0),
            ("and", (g, a, b) => g.Cast(g.And(g.Greater(a, b), g.Less(a, g.Scalar(3, a.Type))), a.Type), (a, b) => a > b && a < 3 ? 1 : 0),
            ("or", (g, a, b) => g.Cast(g.Or(g.Greater(a, b), g.Not(g.Less(a, g.Scalar(0.5, a.Type)))), a.Type), (a, b) => a > b || !(a < 0.5) ? 1 : 0),
            ("where", (g, a, b) => g.Where(g.Less(a, b), a, g.Scalar(-1, a.Type)), (a, b) => a < b ? a : -1),
        ];
        foreach (var (name, build, expected) in cases)
        {
            var g = new GraphBuilder(name);
            Value a = g.Input("a", type, ["N", 1]);
            Value b = g.Input("b", type, [3]);
            Value y = build(g, a, b);
            Assert.Equal("[N, 3]", y.Shape!.ToString());

            double[] actual = Evaluate(g, y, ("a", left), ("b", right));
            Assert.Equal(12, actual.Length);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.True(Math.Abs(expected(left[i / 3], right[i % 3]) - actual[i]) < 1e-4, $"{name}: {expected(left[i / 3], right[i % 3])} was expected, {actual[i]} found.");
            }
        }
    }

    [Fact]
    public void ErfAndSoftplus_InFloat()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["N"]);
        g.Output("erf", g.Erf(x));
        g.Output("softplus", g.Softplus(x));
        Outputs outputs = Run.Graph(g, ("x", new[] { -1f, 0, .5f, 100 }, [4]));
        Assert.All(outputs.Get<float>("erf").Zip([-.8427008, 0, .5204999, 1]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.All(outputs.Get<float>("softplus").Zip([.3132617, .6931472, .9740770, 100]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Int64Arithmetic_DividesTowardsZero()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Int64, ["N"]);
        g.Output("y", ((x * 3) + 1) / 2);
        Assert.Equal([2L, -2L], Run.Graph(g, ("x", new[] { 1L, -2L }, [2])).Get<long>("y"));
    }

    private static double[] Evaluate(GraphBuilder g, Value y, params (string Name, double[] Values)[] inputs)
    {
        g.Output("y", g.Cast(y, TensorType.Double));
        return Run.Graph(g, [.. g.Inputs.Zip(inputs, (input, data) => (
            data.Name,
            input.Type == TensorType.Float ? (Array)Array.ConvertAll(data.Values, v => (float)v) : data.Values,
            input.Shape!.Count == 2 ? new[] { data.Values.Length, 1 } : [data.Values.Length]))]).Get<double>("y");
    }
}
