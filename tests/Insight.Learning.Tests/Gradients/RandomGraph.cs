using Insight.Onnx;

namespace Insight.Learning.Tests.Gradients;

/// <summary>A graph of operators drawn at random, each applied to whatever values there are so far. The same for the same seed.</summary>
/// <remarks>
/// No value is empty: where graphs mix sizes of 0 and 1, ONNX Runtime 1.31 reuses the memory of one for the other and then refuses to run. The tests of the rules have empty ones.
/// </remarks>
internal sealed class RandomGraph
{
    private const int MostElements = 40;

    /// <summary>What is drawn from. Results are kept near 1 in size, and arguments away from where a function has no derivative.</summary>
    private static readonly Func<RandomGraph, Value, Value>[] _operators =
    [
        (r, x) => r.G.Add(x, r.Partner(x)),
        (r, x) => r.G.Sub(x, r.Partner(x)),
        (r, x) => r.G.Tanh(r.G.Mul(x, r.Partner(x))),
        (r, x) => x / (r.Square(r.Partner(x)) + 0.5),
        (r, x) => r.G.Min(x, r.Partner(x)),
        (r, x) => r.G.Max(x, r.Partner(x)),
        (r, x) => r.Partner(x) is Value y ? r.G.Where(r.G.Greater(y, x), y, x * 2) : x,
        (r, x) => r.G.Sum(x, r.Partner(x), x),
        (r, x) => -x,
        (r, x) => r.G.Exp(r.G.Tanh(x)),
        (r, x) => r.G.Log(r.Square(x) + 0.5),
        (r, x) => r.G.Sqrt(r.Square(x) + 0.5),
        (r, x) => r.G.Tanh(r.G.Pow(x, r.G.Scalar(3, x.Type))),
        (r, x) => r.G.Pow(r.Square(x) + 0.5, r.G.Tanh(r.Partner(x))),
        (r, x) => r.G.Abs(x),
        (r, x) => r.G.Sigmoid(x),
        (r, x) => r.G.Relu(x),
        (r, x) => r.G.Clip(x, -0.7, 0.9),
        (r, x) => r.G.ReduceSum(r.G.Tanh(x), r.Axes(x), r.Coin()),
        (r, x) => r.G.ReduceMean(x, r.Axes(x), r.Coin()),
        (r, x) => r.G.ReduceMax(x, r.Axes(x), r.Coin()),
        (r, x) => r.G.ReduceMin(x, r.Axes(x), r.Coin()),
        (r, x) => x.Shape!.Count == 0 ? x : r.G.Tanh(r.G.CumSum(x, r.Axis(x), r.Coin(), r.Coin())),
        (r, x) => x.Shape!.Count == 0 ? x : r.G.Softmax(x, r.Axis(x)),
        (r, x) => x.Shape!.Count == 0 ? x : r.G.LogSoftmax(x, r.Axis(x)),
        (r, x) => r.G.Reshape(x, -1),
        (r, x) => r.G.Reshape(x, [.. x.Shape!.Reverse()]),
        (r, x) => r.G.Unsqueeze(x, r.Next(x.Shape!.Count + 1)),
        (r, x) => x.Shape!.Count(dim => dim.Size == 1) == 0 ? x : r.G.Squeeze(x, x.Shape!.ToList().FindIndex(dim => dim.Size == 1)),
        (r, x) => r.G.Transpose(x, r.Order(x.Shape!.Count)),
        (r, x) => r.Slice(x),
        (r, x) => r.Split(x),
        (r, x) => x.Shape!.Count == 0 ? x : r.G.Concat(r.Axis(x), x, r.G.Tanh(x), x),
        (r, x) => r.G.Expand(x, [2, .. x.Shape!]),
        (r, x) => x.Shape!.Count == 0 ? x : r.G.Tile(x, [.. x.Shape!.Select(_ => 1L + r.Next(2))]),
        (r, x) => x.Shape!.Count == 0 ? x : r.G.Pad(x, r.Axis(x), r.Next(2), r.Next(3)),
        (r, x) => r.Gather(x),
        (r, x) => x.Shape!.Count < 2 ? x : r.G.Tanh(r.G.MatMul(x, r.Turned(r.G.Sigmoid(x)))),
        (r, x) => x.Shape!.Count < 2 ? x : r.G.Tanh(r.G.MatMul(x, r.Weight(x.Shape![^1].Size!.Value))),
        (r, x) => x.Shape!.Count != 2 ? x : r.G.Tanh(r.G.Gemm(x, r.Weight(x.Shape![1].Size!.Value), alpha: 0.5f)),
    ];

    private readonly Random _random;
    private readonly Dictionary<long, Value> _weights = [];
    private readonly List<Value> _values;

    private RandomGraph(GraphBuilder graph, IReadOnlyList<Value> inputs, int seed)
    {
        G = graph;
        _random = new Random(seed);
        _values = [.. inputs];
        for (int size = 1; size <= 3; size++)
        {
            _weights[size] = inputs[size - 1];
        }
    }

    private GraphBuilder G { get; }

    /// <summary>The inputs: matrices with 1, 2 and 3 rows, which serve as weights, and two values of any shape.</summary>
    public static IReadOnlyList<Sample> Inputs(int seed)
    {
        var random = new Random(seed);
        return [.. new[] { 1, 2, 3 }.Select(rows => Sample.Any(seed + rows, rows, 2)), .. new[] { 4, 5 }.Select(i => Sample.Any(seed + i, AnyShape()))];

        long[] AnyShape() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => 1L + random.Next(3))];
    }

    /// <summary>The values that nothing reads, flattened and joined.</summary>
    public static Value Build(GraphBuilder graph, IReadOnlyList<Value> inputs, int seed)
    {
        var random = new RandomGraph(graph, inputs, seed);
        for (int step = 4 + random.Next(12); step > 0; step--)
        {
            Value x = random._values[random.Next(random._values.Count)];
            Value y = _operators[random.Next(_operators.Length)](random, x);
            if (y != x && Elements(y) <= MostElements)
            {
                random._values.Add(y);
            }
        }

        HashSet<Value> read = [.. graph.Nodes.SelectMany(node => node.Inputs).OfType<Value>()];
        return graph.Concat(0, [.. random._values.Where(value => !read.Contains(value)).Select(value => graph.Reshape(value, Shape.Of([Elements(value)])))]);
    }

    private static long Elements(Value x) => x.Shape!.Aggregate(1L, (product, dim) => product * dim.Size!.Value);

    private int Next(int end) => _random.Next(end);

    private bool Coin() => _random.Next(2) == 0;

    private long Axis(Value x) => _random.Next(x.Shape!.Count) - (Coin() ? x.Shape.Count : 0);

    private long[] Axes(Value x) => [.. Enumerable.Range(0, x.Shape!.Count).Where(_ => Coin()).Select(axis => (long)axis)];

    private Value Square(Value x) => x * x;

    private Value Weight(long rows) => _weights.TryGetValue(rows, out Value? weight) ? weight : G.Constant(Tensor.Of(_values[0].Type, Sample.Any(1, rows, 2).Values, rows, 2));

    /// <summary>A value that broadcasts against x.</summary>
    private Value Partner(Value x)
    {
        Value[] partners = [.. _values.Where(value => Broadcasts(x.Shape!, value.Shape!))];
        return partners[Next(partners.Length)]; // x itself is one of them, or was made of one
    }

    private static bool Broadcasts(Shape left, Shape right) =>
        left.Reverse().Zip(right.Reverse()).All(pair => pair.First == pair.Second || pair.First.Size == 1 || pair.Second.Size == 1);

    private long[] Order(int rank)
    {
        long[] order = [.. Enumerable.Range(0, rank).Select(i => (long)i)];
        _random.Shuffle(order);
        return order;
    }

    private Value Turned(Value x) => G.Transpose(x, [.. Enumerable.Range(0, x.Shape!.Count - 2).Select(i => (long)i), x.Shape.Count - 1, x.Shape.Count - 2]);

    private Value Slice(Value x)
    {
        if (x.Shape!.Count == 0)
        {
            return x;
        }

        long axis = Axis(x);
        int size = (int)x.Shape[(int)(axis < 0 ? axis + x.Shape.Count : axis)].Size!.Value;
        int start = Next(size);
        return Next(4) == 0 ? G.Slice(x, axis, -1, long.MinValue, -1 - Next(2)) : G.Slice(x, axis, start, start + 1 + Next(size - start));
    }

    private Value Split(Value x)
    {
        int axis = x.Shape!.ToList().FindIndex(dim => dim.Size > 1);
        if (axis < 0)
        {
            return x;
        }

        long size = x.Shape![axis].Size!.Value;
        long first = 1 + Next((int)size - 1);
        IReadOnlyList<Value> parts = G.Split(x, axis, first, size - first);
        _values.Add(parts[0]);
        return parts[1];
    }

    private Value Gather(Value x)
    {
        if (x.Shape!.Count == 0)
        {
            return x;
        }

        int axis = Next(x.Shape.Count);
        int size = (int)x.Shape[axis].Size!.Value;
        long[] places = [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => (long)Next(size))];
        return G.Gather(x, Coin() ? G.Constant(places, places.Length) : G.Constant(places, places.Length, 1), axis);
    }
}
