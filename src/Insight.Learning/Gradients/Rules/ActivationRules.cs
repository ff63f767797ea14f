using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Elementwise functions of one input, by their results where that saves work.</summary>
internal static class ActivationRules
{
    public static Func<Contribution>?[] Abs(Call c) => [() => c.Gradient * c.Graph.Sign(c[0])];

    public static Func<Contribution>?[] Exp(Call c) => [() => c.Gradient * c.Result];

    public static Func<Contribution>?[] Log(Call c) => [() => c.Gradient / c[0]];

    /// <summary>Infinite at 0, as the derivative is.</summary>
    public static Func<Contribution>?[] Sqrt(Call c) => [() => c.Gradient * 0.5 / c.Result];

    public static Func<Contribution>?[] Sigmoid(Call c) => [() => c.Gradient * (c.Result * (1 - c.Result))];

    public static Func<Contribution>?[] Tanh(Call c) => [() => c.Gradient * (1 - (c.Result * c.Result))];

    /// <summary>Zero at 0. The sign of the result is 0 or 1 and cheaper than a comparison and a choice.</summary>
    public static Func<Contribution>?[] Relu(Call c) => [() => c.Gradient * c.Graph.Sign(c.Result)];

    public static Func<Contribution>?[] Erf(Call c) => [() => c.Gradient * (c.Graph.Exp(-(c[0] * c[0])) * (2 / Math.Sqrt(Math.PI)))];

    public static Func<Contribution>?[] Softplus(Call c) => [() => c.Gradient * c.Graph.Sigmoid(c[0])];
}
