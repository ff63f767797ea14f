using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Which rule belongs to which operator. Whoever adds an operator adds a row here and a case to the tests of the rules.</summary>
internal static class RuleTable
{
    /// <summary>Operators whose derivative is zero wherever there is one: no gradient passes.</summary>
    private static readonly HashSet<string> _flat = ["Sign", "Floor", "Ceil", "Round"];

    private static readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal)
    {
        ["Add"] = ArithmeticRules.Add,
        ["Sub"] = ArithmeticRules.Sub,
        ["Mul"] = ArithmeticRules.Mul,
        ["Div"] = ArithmeticRules.Div,
        ["Pow"] = ArithmeticRules.Pow,
        ["Neg"] = ArithmeticRules.Neg,
        ["Sum"] = ArithmeticRules.Sum,
        ["Min"] = ArithmeticRules.Min,
        ["Max"] = ArithmeticRules.Max,
        ["Where"] = ArithmeticRules.Where,
        ["Clip"] = ArithmeticRules.Clip,
        ["Abs"] = ActivationRules.Abs,
        ["Exp"] = ActivationRules.Exp,
        ["Log"] = ActivationRules.Log,
        ["Sqrt"] = ActivationRules.Sqrt,
        ["Sigmoid"] = ActivationRules.Sigmoid,
        ["Tanh"] = ActivationRules.Tanh,
        ["Relu"] = ActivationRules.Relu,
        ["Erf"] = ActivationRules.Erf,
        ["Softplus"] = ActivationRules.Softplus,
        ["Identity"] = ShapeRules.Identity,
        ["Cast"] = ShapeRules.Cast,
        ["Reshape"] = ShapeRules.Reshape,
        ["Squeeze"] = ShapeRules.Reshape,
        ["Unsqueeze"] = ShapeRules.Reshape,
        ["Transpose"] = ShapeRules.Transpose,
        ["Slice"] = ShapeRules.Slice,
        ["Split"] = ShapeRules.Split,
        ["Concat"] = ShapeRules.Concat,
        ["Expand"] = ShapeRules.Expand,
        ["Tile"] = ShapeRules.Tile,
        ["Pad"] = ShapeRules.Pad,
        ["Gather"] = GatherRules.Gather,
        ["GatherElements"] = GatherRules.GatherElements,
        ["MatMul"] = MatrixRules.MatMul,
        ["Gemm"] = MatrixRules.Gemm,
        ["ReduceSum"] = ReductionRules.Sum,
        ["ReduceMean"] = ReductionRules.Mean,
        ["ReduceMax"] = ReductionRules.Extreme,
        ["ReduceMin"] = ReductionRules.Extreme,
        ["CumSum"] = ReductionRules.CumSum,
        ["Softmax"] = NormalisationRules.Softmax,
        ["LogSoftmax"] = NormalisationRules.LogSoftmax,
        ["LayerNormalization"] = NormalisationRules.LayerNormalization,
        ["Conv"] = ConvolutionRules.Conv,
        ["MaxPool"] = ConvolutionRules.MaxPool,
        ["AveragePool"] = ConvolutionRules.AveragePool,
        ["LSTM"] = LstmRule.Apply,
        ["GRU"] = GruRule.Apply,
    };

    /// <summary>The operators with a rule.</summary>
    public static IReadOnlyCollection<string> Operators => _rules.Keys;

    /// <summary>Whether no gradient passes through a node, because its outputs change in steps.</summary>
    public static bool IsFlat(Node node) => node.Domain.Length == 0 && _flat.Contains(node.Op);

    /// <exception cref="NotSupportedException">The operator has no rule; the message names it and the node.</exception>
    public static Rule For(Node node) =>
        node.Domain.Length == 0 && _rules.TryGetValue(node.Op, out Rule? rule)
            ? rule
            : throw new NotSupportedException($"There is no gradient for operator {node.Domain}{(node.Domain.Length == 0 ? "" : ".")}{node.Op} of node '{node.Name}'.");
}
