using System.Globalization;

namespace Insight.Onnx;

/// <content>Operators that work element by element; inputs broadcast as in numpy.</content>
public sealed partial class GraphBuilder
{
    public Value Add(Value left, Value right) => Arithmetic("Add", left, right);

    public Value Sub(Value left, Value right) => Arithmetic("Sub", left, right);

    public Value Mul(Value left, Value right) => Arithmetic("Mul", left, right);

    /// <summary>Integers divide towards zero.</summary>
    public Value Div(Value left, Value right) => Arithmetic("Div", left, right);

    public Value Pow(Value x, Value exponent) => Arithmetic("Pow", x, exponent);

    public Value Exp(Value x) => Unary("Exp", x);

    public Value Log(Value x) => Unary("Log", x);

    public Value Sqrt(Value x) => Unary("Sqrt", x);

    /// <summary>The next integer that is not smaller.</summary>
    public Value Ceil(Value x) => Unary("Ceil", x);

    /// <summary>−1, 0 or 1.</summary>
    public Value Sign(Value x) => Unary("Sign", x);

    public Value Abs(Value x) => Unary("Abs", x);

    public Value Neg(Value x) => Unary("Neg", x);

    public Value Sigmoid(Value x) => Unary("Sigmoid", x);

    public Value Tanh(Value x) => Unary("Tanh", x);

    public Value Relu(Value x) => Unary("Relu", x);

    /// <summary>log(1 + exp(x)), without overflow.</summary>
    public Value Softplus(Value x) => Unary("Softplus", x);

    /// <summary>The error function, 2/√π · ∫₀ˣ exp(−t²) dt.</summary>
    public Value Erf(Value x) => Unary("Erf", x);

    public Value Identity(Value x) => Unary("Identity", x);

    public Value Min(Value left, Value right) => Arithmetic("Min", left, right);

    public Value Max(Value left, Value right) => Arithmetic("Max", left, right);

    /// <summary>The sum of several values, which broadcast.</summary>
    public Value Sum(params ReadOnlySpan<Value> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("Sum: at least one value is needed.");
        }

        Shape? shape = values[0].Shape;
        foreach (Value next in values[1..])
        {
            RequireSameType("Sum", values[0], next);
            shape = Shape.Broadcast(shape, next.Shape, "Sum");
        }

        return Apply("Sum", values[0].Type, shape, values.ToArray());
    }

    /// <summary>Bounds every element; a missing bound does not bind.</summary>
    public Value Clip(Value x, double? min = null, double? max = null) =>
        Apply("Clip", x.Type, x.Shape, [x, min is double low ? Scalar(low, x.Type) : null, max is double high ? Scalar(high, x.Type) : null]);

    public Value Greater(Value left, Value right) => Comparison("Greater", left, right);

    public Value Less(Value left, Value right) => Comparison("Less", left, right);

    public Value GreaterOrEqual(Value left, Value right) => Comparison("GreaterOrEqual", left, right);

    public Value Equal(Value left, Value right) => Comparison("Equal", left, right);

    public Value And(Value left, Value right) => Logical("And", left, right);

    public Value Or(Value left, Value right) => Logical("Or", left, right);

    public Value Not(Value x)
    {
        RequireType("Not", x, TensorType.Bool);
        return Unary("Not", x);
    }

    public Value IsNaN(Value x) => Apply("IsNaN", TensorType.Bool, x.Shape, [x]);

    /// <summary>Takes <paramref name="whenTrue"/> where the condition holds, else <paramref name="whenFalse"/>. Both are computed.</summary>
    public Value Where(Value condition, Value whenTrue, Value whenFalse)
    {
        RequireType("Where", condition, TensorType.Bool);
        RequireSameType("Where", whenTrue, whenFalse);
        Shape? branches = Shape.Broadcast(whenTrue.Shape, whenFalse.Shape, "Where");
        return Apply("Where", whenTrue.Type, Shape.Broadcast(condition.Shape, branches, "Where"), [condition, whenTrue, whenFalse]);
    }

    /// <summary>Converts the element type; nothing is added when it is that type already.</summary>
    public Value Cast(Value x, TensorType type) => x.Type == type ? x : Apply("Cast", type, x.Shape, [x], [("to", (long)type)]);

    private static void RequireType(string op, Value x, TensorType type)
    {
        if (x.Type != type)
        {
            throw new ArgumentException($"{op}: {x} should be {type}; Cast it.");
        }
    }

    private static void RequireSameType(string op, Value left, Value right)
    {
        if (left.Type != right.Type)
        {
            throw new ArgumentException($"{op}: element types of {left} and {right} differ; Cast one of them.");
        }
    }

    private Value Unary(string op, Value x) => Apply(op, x.Type, x.Shape, [x]);

    private Value Arithmetic(string op, Value left, Value right) => Unchanged(op, left, right) ?? Binary(op, left, right, left.Type);

    /// <summary>What stands beside a neutral scalar, as in x + 0 and x · 1; null where there is something to compute. ONNX Runtime takes such steps out itself and then fails on some graphs.</summary>
    private static Value? Unchanged(string op, Value left, Value right) => left.Type != right.Type ? null : op switch
    {
        "Add" => IsScalar(right, 0) ? left : IsScalar(left, 0) ? right : null,
        "Mul" => IsScalar(right, 1) ? left : IsScalar(left, 1) ? right : null,
        "Sub" => IsScalar(right, 0) ? left : null,
        "Div" => IsScalar(right, 1) ? left : null,
        _ => null,
    };

    private static bool IsScalar(Value value, double number) =>
        value.Constant is { Shape.Count: 0 } constant && Convert.ToDouble(constant.Data.GetValue(0), CultureInfo.InvariantCulture) == number;

    private Value Comparison(string op, Value left, Value right) => Binary(op, left, right, TensorType.Bool);

    private Value Logical(string op, Value left, Value right)
    {
        RequireType(op, left, TensorType.Bool);
        return Binary(op, left, right, TensorType.Bool);
    }

    private Value Binary(string op, Value left, Value right, TensorType result)
    {
        RequireSameType(op, left, right);
        return Apply(op, result, Shape.Broadcast(left.Shape, right.Shape, op), [left, right]);
    }
}
