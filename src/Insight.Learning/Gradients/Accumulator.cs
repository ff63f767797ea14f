using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>The gradient of one value: collects what its uses contribute and computes the sum with few nodes.</summary>
/// <param name="value">Whose gradient.</param>
/// <param name="joints">Where concatenations are remembered.</param>
/// <param name="oneThread">Whether operators may be used that lose sums in a session of several threads.</param>
internal sealed class Accumulator(Value value, Joints joints, bool oneThread)
{
    private readonly List<Contribution> _contributions = [];
    private Value? _total;

    private GraphBuilder Graph => value.Graph;

    public void Add(Contribution contribution) => _contributions.Add(contribution);

    /// <summary>The sum of all contributions, of the value's shape; asked for when none can come any more.</summary>
    public Value Total()
    {
        if (_total is null)
        {
            // Uses are visited from the last to the first; in their own order the joins of one sequence are the same for all its values.
            _contributions.Reverse();
            Value sum = SumOf([.. Wholes(), .. Products(), .. Pieces(), .. Scatters()]);
            _total = Fitting.IsNarrower(sum.Shape, value.Shape) ? Graph.Expand(sum, value) : sum;
        }

        return _total;
    }

    private Value SumOf(IReadOnlyList<Value> terms) => terms switch
    {
        [Value only] => only,
        [Value first, Value second] => Graph.Add(first, second),
        _ => Graph.Sum([.. terms]),
    };

    /// <summary>Gradients of which only a sum is wanted, such as those of a bias added in every step, are joined and summed in one go.</summary>
    private IEnumerable<Value> Wholes()
    {
        List<Value> wide = [];
        foreach (Contribution.Whole whole in _contributions.OfType<Contribution.Whole>())
        {
            if (Fitting.IsSummedOverRows(whole.Gradient.Shape, value.Shape))
            {
                wide.Add(whole.Gradient);
            }
            else
            {
                yield return Fitting.Reduce(whole.Gradient, value);
            }
        }

        foreach (IGrouping<string, Value> alike in wide.GroupBy(gradient => Fitting.WithoutRows(gradient.Shape), StringComparer.Ordinal))
        {
            yield return Fitting.Reduce(joints.Join(0, [.. alike]), value);
        }
    }

    /// <summary>Σ leftᵀ·right over all uses of a weight is one product over the joined rows.</summary>
    private IEnumerable<Value> Products()
    {
        Contribution.Product[] products = [.. _contributions.OfType<Contribution.Product>()];
        if (products.Length > 0)
        {
            Value left = joints.Join(0, [.. products.Select(product => product.Left)]);
            Value right = joints.Join(0, [.. products.Select(product => product.Right)]);
            Value product = Graph.Gemm(left, right, transA: true);
            yield return value.Shape is [Dim size] ? Graph.Reshape(product, [size]) : product; // a vector was multiplied as a matrix of one column
        }
    }

    /// <summary>Pieces that lie side by side are joined, gaps filled with zeros; a piece that overlaps begins another row of pieces.</summary>
    private IEnumerable<Value> Pieces()
    {
        foreach (IGrouping<int, Contribution.Piece> axis in _contributions.OfType<Contribution.Piece>().GroupBy(piece => piece.Axis))
        {
            List<List<Contribution.Piece>> rows = [];
            IEnumerable<Contribution.Piece> distinct = axis
                .GroupBy(piece => (piece.Start, piece.End))
                .Select(same => same.First() with { Gradient = SumOf([.. same.Select(piece => piece.Gradient)]) });
            foreach (Contribution.Piece piece in distinct.OrderBy(piece => piece.Start).ThenBy(piece => piece.End))
            {
                List<Contribution.Piece>? row = rows.Find(row => row[^1].End <= piece.Start);
                if (row is null)
                {
                    rows.Add(row = []);
                }

                row.Add(piece);
            }

            foreach (List<Contribution.Piece> row in rows)
            {
                yield return SideBySide(axis.Key, row);
            }
        }
    }

    private Value SideBySide(int axis, List<Contribution.Piece> row)
    {
        Shape shape = value.Shape!; // a slice has an axis, so the rank is known
        long size = shape[axis].Size ?? throw new NotSupportedException($"The gradient of a part of {value} needs the size of axis {axis}.");
        List<Value> parts = [];
        long end = 0;
        foreach (Contribution.Piece piece in row)
        {
            FillTo(piece.Start);
            parts.Add(piece.Gradient);
            end = piece.End;
        }

        FillTo(size);
        return joints.Join(axis, parts);

        void FillTo(long start)
        {
            if (start > end)
            {
                parts.Add(Graph.Zeros(value.Type, [.. shape.Select((dim, i) => i == axis ? start - end : dim)]));
            }
        }
    }

    private IEnumerable<Value> Scatters()
    {
        foreach (IGrouping<int, Contribution.Taken> axis in _contributions.OfType<Contribution.Taken>().GroupBy(taken => taken.Axis))
        {
            Value indices = joints.Join(0, [.. axis.Select(taken => taken.Indices)]);
            Value gradient = joints.Join(axis.Key, [.. axis.Select(taken => taken.Gradient)]);
            yield return Scatter.Add(value, axis.Key, indices, gradient, oneThread);
        }
    }
}
