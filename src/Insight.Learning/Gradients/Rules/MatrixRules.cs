using Insight.Onnx;

namespace Insight.Learning.Gradients.Rules;

/// <summary>Matrix products.</summary>
internal static class MatrixRules
{
    /// <summary>
    /// G·Bᵀ for A, Aᵀ·G for B. A matrix on the right is multiplied with all rows of the left alike, however many dimensions they are spread over; such are weights,
    /// and their contributions are joined to one product.
    /// </summary>
    public static Func<Contribution>?[] MatMul(Call c)
    {
        GraphBuilder g = c.Graph;
        Value a = c.ShapeOf(0) is [Dim row] ? g.Reshape(c[0], [1, row]) : c[0];
        Value b = c.ShapeOf(1) is [Dim column] ? g.Reshape(c[1], [column, 1]) : c[1];
        Value gradient = WithMatrix(c, a, b);
        if (b.Shape!.Count > 2) // of known rank, like all shapes here
        {
            return [() => g.MatMul(gradient, Swapped(b)), () => g.MatMul(Swapped(a), gradient)];
        }

        return
        [
            () => ShapeRules.To(g.Gemm(AsRows(gradient), b, transB: true), c[0]),
            () => new Contribution.Product(AsRows(a), AsRows(gradient)),
        ];
    }

    /// <summary>alpha·A'·B' + beta·C, where ' is a transposition on request.</summary>
    public static Func<Contribution>?[] Gemm(Call c)
    {
        GraphBuilder g = c.Graph;
        (Value a, Value b) = (c[0], c[1]);
        float alpha = c.Attribute("alpha", 1f);
        float beta = c.Attribute("beta", 1f);
        bool transA = c.Attribute("transA", 0L) != 0;
        bool transB = c.Attribute("transB", 0L) != 0;
        Value scaled = alpha == 1 || !(c.Needs(0) || c.Needs(1)) ? c.Gradient : c.Gradient * alpha;
        return
        [
            () => transA ? g.Gemm(b, scaled, transA: transB, transB: true) : g.Gemm(scaled, b, transB: !transB),
            () => (transA, transB) switch
            {
                (false, false) => new Contribution.Product(a, scaled),
                (false, true) => new Contribution.Product(scaled, a),
                (true, false) => g.Gemm(a, scaled),
                (true, true) => g.Gemm(scaled, a, transA: true, transB: true),
            },
            () => beta == 1 ? c.Gradient : c.Gradient * beta,
        ];
    }

    /// <summary>The gradient with those dimensions that a vector on either side took away.</summary>
    private static Value WithMatrix(Call c, Value a, Value b)
    {
        if (a == c[0] && b == c[1])
        {
            return c.Gradient;
        }

        Shape batch = [.. c.Gradient.Shape!.Take(Math.Max(a.Shape!.Count, b.Shape!.Count) - 2)]; // a product of known ranks
        return c.Graph.Reshape(c.Gradient, [.. batch, a.Shape[^2], b.Shape[^1]]);
    }

    /// <summary>All dimensions but the last in one.</summary>
    private static Value AsRows(Value x)
    {
        Shape shape = x.Shape!; // of known rank
        if (shape.Count == 2)
        {
            return x;
        }

        Shape leading = [.. shape.SkipLast(1)];
        Dim rows = leading.IsFullyKnown ? leading.Aggregate(1L, (product, dim) => product * dim.Size!.Value) : default(Dim);
        return x.Graph.Reshape(x, [rows, shape[^1]]);
    }

    private static Value Swapped(Value x)
    {
        int rank = x.Shape!.Count; // at least 2
        return x.Graph.Transpose(x, [.. Enumerable.Range(0, rank - 2).Select(i => (long)i), rank - 1, rank - 2]);
    }
}
