namespace Insight.Onnx.Tests;

public sealed class RecurrentTests
{
    /// <summary>One unit, one step: i = o = f = σ(1), g = tanh 1, so c = .55677 and h = .36970.</summary>
    [Fact]
    public void Lstm_OneStep_EqualsMaths()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["L", "N", 1]);
        (Value all, Value last, Value cell) = g.Lstm(x, g.Constant([1f, 1, 1, 1], 1, 4, 1), g.Constant([0f, 0, 0, 0], 1, 4, 1));
        g.Output("all", all);
        g.Output("last", last);
        g.Output("cell", cell);

        Outputs outputs = Run.Graph(g, ("x", new[] { 1f }, [1, 1, 1]));

        double gate = 1 / (1 + Math.Exp(-1));
        double c = gate * Math.Tanh(1);
        Assert.Equal("[L, 1, N, 1]", all.Shape!.ToString());
        Assert.Equal("[1, N, 1]", last.Shape!.ToString());
        Assert.Equal(c, outputs.Get<float>("cell")[0], 1e-6);
        Assert.Equal(gate * Math.Tanh(c), outputs.Get<float>("last")[0], 1e-6);
        Assert.Equal(outputs.Get<float>("last"), outputs.Get<float>("all"));
    }

    /// <summary>One unit, one step: z = r = σ(1), n = tanh(1 + r·.5), h = (1 − z)·n.</summary>
    [Fact]
    public void Gru_OneStep_ResetsTheProduct()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [1, 1, 1]);
        (Value all, Value last) = g.Gru(x, g.Constant([1f, 1, 1], 1, 3, 1), g.Constant([0f, 0, 0], 1, 3, 1), g.Constant([0f, 0, 0, 0, 0, 0.5f], 1, 6));
        g.Output("all", all);
        g.Output("last", last);

        Outputs outputs = Run.Graph(g, ("x", new[] { 1f }, [1, 1, 1]));

        double gate = 1 / (1 + Math.Exp(-1));
        Assert.Equal((1 - gate) * Math.Tanh(1 + (0.5 * gate)), outputs.Get<float>("last")[0], 1e-6);
        Assert.Equal(outputs.Get<float>("last"), outputs.Get<float>("all"));
    }

    [Fact]
    public void Lstm_Lengths_StopTheState()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, [3, 2, 1]);
        Value lengths = g.Cast(g.Input("lengths", TensorType.Int64, [2]), TensorType.Int32);
        (Value all, Value last, _) = g.Lstm(x, g.Constant([1f, 1, 1, 1], 1, 4, 1), g.Constant([1f, 1, 1, 1], 1, 4, 1), lengths: lengths);
        g.Output("all", all);
        g.Output("last", last);

        Outputs outputs = Run.Graph(g, ("x", new[] { 1f, 1, 1, 1, 1, 1 }, [3, 2, 1]), ("lengths", new[] { 3L, 1 }, [2]));

        float[] states = outputs.Get<float>("all");
        Assert.Equal([states[4], states[1]], outputs.Get<float>("last"));
        Assert.Equal([0, 0], [states[3], states[5]]);
        Assert.Equal(states[0], states[1]);
    }

    [Fact]
    public void Shapes_ThatDoNotFit_AreNamed()
    {
        var g = new GraphBuilder("g");
        Value x = g.Input("x", TensorType.Float, ["L", "N", 3]);
        Value recurrent = g.Constant(new float[16], 1, 8, 2);
        Refused("[1, 8, 4]", () => g.Lstm(x, g.Constant(new float[32], 1, 8, 4), recurrent));
        Refused("[1, 8, 2]", () => g.Gru(x, g.Constant(new float[24], 1, 8, 3), recurrent));
        Refused("[1, 8]", () => g.Lstm(x, g.Constant(new float[24], 1, 8, 3), recurrent, g.Constant(new float[8], 1, 8)));
        Refused("Int32", () => g.Lstm(x, g.Constant(new float[24], 1, 8, 3), recurrent, lengths: g.Input("lengths", TensorType.Int64, ["N"])));

        static void Refused(string part, Action build) => Assert.Contains(part, Assert.Throws<ArgumentException>(build).Message, StringComparison.Ordinal);
    }
}
