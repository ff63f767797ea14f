using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Elementwise operators of several inputs.</summary>
internal static class ArithmeticRules
{
    public static Func<Contribution>?[] Add(Call c) => [() => c.Gradient, () => c.Gradient];

    public static Func<Contribution>?[] Sub(Call c) => [() => c.Gradient, () => -c.Gradient];

    public static Func<Contribution>?[] Mul(Call c) => [() => c.Gradient * c[1], () => c.Gradient * c[0]];

    public static Func<Contribution>?[] Neg(Call c) => [() => -c.Gradient];

    public static Func<Contribution>?[] Sum(Call c) => [.. c.Node.Inputs.Select(_ => (Func<Contribution>)(() => c.Gradient))];

    /// <summary>∂(a/b)/∂b = −(a/b)/b.</summary>
    public static Func<Contribution>?[] Div(Call c)
    {
        Value left = c.Gradient / c[1];
        return [() => left, () => -(left * c.Result)];
    }

    /// <summary>∂x^p/∂x = p·x^(p−1), zero for p = 0 even at x = 0; ∂x^p/∂p = x^p·ln x, zero at x = 0 and undefined below.</summary>
    public static Func<Contribution>?[] Pow(Call c)
    {
        GraphBuilder g = c.Graph;
        (Value x, Value p) = (c[0], c[1]);
        return [Base, Exponent];

        Contribution Base() => Only(p) switch
        {
            1 => c.Gradient,
            2 => c.Gradient * (x * 2),
            0.5 => c.Gradient * 0.5 / c.Result,
            double power and not 0 => c.Gradient * (g.Pow(x, c.Number(power - 1)) * power),
            _ => c.Gradient * g.Where(g.Equal(p, c.Number(0)), c.Number(0), p * g.Pow(x, p - 1)),
        };

        Contribution Exponent()
        {
            Value positive = g.Where(g.Equal(x, c.Number(0)), c.Number(1), x);
            return c.Gradient * (c.Result * g.Log(positive));
        }
    }

    /// <summary>Where both are equal, the left one has the gradient.</summary>
    public static Func<Contribution>?[] Min(Call c) => RightWhere(c, g => g.Greater(c[0], c[1]));

    /// <inheritdoc cref="Min"/>
    public static Func<Contribution>?[] Max(Call c) => RightWhere(c, g => g.Less(c[0], c[1]));

    public static Func<Contribution>?[] Where(Call c) =>
    [
        null,
        () => c.Graph.Where(c[0], c.Gradient, c.Number(0)),
        () => c.Graph.Where(c[0], c.Number(0), c.Gradient),
    ];

    /// <summary>Passes within the bounds, these included. The bounds themselves are settings and have no gradient.</summary>
    public static Func<Contribution>?[] Clip(Call c)
    {
        if (c.Needs(1) || c.Needs(2))
        {
            throw c.Unsupported("a bound depends on what is differentiated; use Min and Max");
        }

        return [() => c.Graph.Where(c.Graph.Equal(c[0], c.Result), c.Gradient, c.Number(0))];
    }

    private static Func<Contribution>?[] RightWhere(Call c, Func<GraphBuilder, Value> condition)
    {
        if (c.Node.Inputs.Count != 2)
        {
            throw c.Unsupported("it has other than two inputs");
        }

        Value right = condition(c.Graph);
        return [() => c.Graph.Where(right, c.Number(0), c.Gradient), () => c.Graph.Where(right, c.Gradient, c.Number(0))];
    }

    /// <summary>The number that a constant consists of.</summary>
    private static double? Only(Value value) => value.Constant?.Data switch
    {
        float[] and [float number] => number,
        double[] and [double number] => number,
        _ => null,
    };
}
