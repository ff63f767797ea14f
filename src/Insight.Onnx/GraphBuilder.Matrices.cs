namespace Insight.Onnx;

/// <content>Products and reductions.</content>
public sealed partial class GraphBuilder
{
    /// <summary>The matrix product over the last two dimensions; leading dimensions broadcast, a vector is a row on the left and a column on the right.</summary>
    /// <exception cref="ArgumentException">The inner sizes differ; the message names both shapes.</exception>
    public Value MatMul(Value left, Value right)
    {
        RequireSameType("MatMul", left, right);
        Shape? shape = ProductShape(left.Shape, right.Shape);

        // ONNX Runtime 1.31 leaves a batched product of nothing as it finds the memory.
        return left.Shape is [.., { Size: 0 }] && shape is { IsFullyKnown: true } ? Zeros(left.Type, shape) : Apply("MatMul", left.Type, shape, [left, right]);
    }

    /// <summary>alpha·A·B + beta·C for matrices, A and B transposed on request, C broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names them.</exception>
    public Value Gemm(Value a, Value b, Value? c = null, float alpha = 1, float beta = 1, bool transA = false, bool transB = false)
    {
        RequireSameType("Gemm", a, b);
        Shape? shape = null;
        if (a.Shape is Shape left && b.Shape is Shape right)
        {
            if (left.Count != 2 || right.Count != 2)
            {
                throw new ArgumentException($"Gemm: shapes {left} and {right} should both have two dimensions.");
            }

            shape = ProductShape(transA ? [left[1], left[0]] : left, transB ? [right[1], right[0]] : right);
        }

        if (c is not null)
        {
            RequireSameType("Gemm", a, c);
            _ = Shape.Broadcast(shape, c.Shape, "Gemm");
        }

        return Apply(
            "Gemm", a.Type, shape, c is null ? [a, b] : [a, b, c], [("alpha", alpha), ("beta", beta), ("transA", transA), ("transB", transB)]);
    }

    public Value Softmax(Value x, long axis = -1) => Apply("Softmax", x.Type, x.Shape, [x], [("axis", axis)]);

    /// <summary>The logarithm of <see cref="Softmax"/>, without underflow.</summary>
    public Value LogSoftmax(Value x, long axis = -1) => Apply("LogSoftmax", x.Type, x.Shape, [x], [("axis", axis)]);

    /// <summary>Sums over the axes; without axes over everything.</summary>
    public Value ReduceSum(Value x, ReadOnlySpan<long> axes, bool keepDims = false) => Reduce("ReduceSum", x, axes, keepDims);

    /// <summary>Means over the axes; without axes over everything.</summary>
    public Value ReduceMean(Value x, ReadOnlySpan<long> axes, bool keepDims = false) => Reduce("ReduceMean", x, axes, keepDims);

    public Value ReduceMin(Value x, ReadOnlySpan<long> axes, bool keepDims = false) => Reduce("ReduceMin", x, axes, keepDims);

    public Value ReduceMax(Value x, ReadOnlySpan<long> axes, bool keepDims = false) => Reduce("ReduceMax", x, axes, keepDims);

    /// <summary>The index of the smallest element, the first one of equals.</summary>
    public Value ArgMin(Value x, long axis, bool keepDims = false) => Arg("ArgMin", x, axis, keepDims);

    /// <summary>The index of the largest element, the first one of equals.</summary>
    public Value ArgMax(Value x, long axis, bool keepDims = false) => Arg("ArgMax", x, axis, keepDims);

    /// <summary>Running sums along one axis.</summary>
    /// <param name="x">The summands.</param>
    /// <param name="axis">The axis to sum along.</param>
    /// <param name="exclusive">Leaves each element out of its own sum.</param>
    /// <param name="reverse">Sums from the end.</param>
    public Value CumSum(Value x, long axis, bool exclusive = false, bool reverse = false)
    {
        _ = x.Shape?.Axis(axis, "CumSum");
        return Apply("CumSum", x.Type, x.Shape, [x, Scalar(axis)], [("exclusive", exclusive), ("reverse", reverse)]);
    }

    /// <summary>An ensemble of trees over the columns of [N, F] floats, giving [N, targets]; the attributes are those of ai.onnx.ml.</summary>
    public Value TreeEnsembleRegressor(Value x, long targets, IReadOnlyList<(string Name, object Value)> attributes)
    {
        Dim rows = x.Shape is { Count: 2 } ? x.Shape[0] : default;
        return Apply("TreeEnsembleRegressor", TensorType.Float, [rows, targets], [x], [.. attributes, ("n_targets", targets)], MlDomain);
    }

    private static Shape? ProductShape(Shape? left, Shape? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if (left.Count == 0 || right.Count == 0)
        {
            throw new ArgumentException($"MatMul: shapes {left} and {right}: a scalar has no matrix product; use Mul.");
        }

        Dim inner = left[^1];
        Dim against = right.Count == 1 ? right[0] : right[^2];
        if (inner.IsKnown && against.IsKnown && inner != against)
        {
            throw new ArgumentException($"MatMul: shapes {left} and {right} do not fit: inner sizes {inner} and {against} differ.");
        }

        // Neither operand is null, so neither is the result.
        Shape batch = Shape.Broadcast([.. left.SkipLast(2)], [.. right.SkipLast(2)], "MatMul")!;
        Dim[] rows = left.Count > 1 ? [left[^2]] : [];
        Dim[] columns = right.Count > 1 ? [right[^1]] : [];
        return [.. batch, .. rows, .. columns];
    }

    private Value Reduce(string op, Value x, ReadOnlySpan<long> axes, bool keepDims)
    {
        Value? axesInput = axes.IsEmpty ? null : Constant(axes);
        return Apply(op, x.Type, ReducedShape(op, x.Shape, axes, keepDims), axesInput is null ? [x] : [x, axesInput], [("keepdims", keepDims)]);
    }

    private Value Arg(string op, Value x, long axis, bool keepDims) =>
        Apply(op, TensorType.Int64, ReducedShape(op, x.Shape, [axis], keepDims), [x], [("axis", axis), ("keepdims", keepDims), ("select_last_index", 0L)]);

    private static Shape? ReducedShape(string op, Shape? shape, ReadOnlySpan<long> axes, bool keepDims)
    {
        if (shape is null)
        {
            return null;
        }

        var reduced = new HashSet<int>(axes.IsEmpty ? Enumerable.Range(0, shape.Count) : []);
        foreach (long axis in axes)
        {
            reduced.Add(shape.Axis(axis, op));
        }

        return [.. shape.Select((dim, i) => reduced.Contains(i) ? (Dim)1 : dim).Where((_, i) => keepDims || !reduced.Contains(i))];
    }
}
