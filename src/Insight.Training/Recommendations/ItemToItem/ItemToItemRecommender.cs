using Insight.Onnx;
using Insight.Recommendations;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.ItemToItem;

/// <summary>
/// What stands near the products of a history in the sequences of others: pairs weighed by distance and direction, products by how common they are, steps of the history by how long ago they were. Sarwar et al.
/// (2001), with the order of sequential rules (Ludewig and Jannach 2018).
/// </summary>
internal sealed class ItemToItemRecommender : IRecommender
{
    /// <summary>Neighbours of all products together: 160 MB in a graph. A shop with more products has fewer of each.</summary>
    private const int MostNeighbours = 20_000_000;

    private readonly int[] _neighbours;
    private readonly float[] _strengths;
    private readonly int _products;
    private readonly int _width;
    private readonly ItemToItemSettings _settings;

    private ItemToItemRecommender(ItemToItemSettings settings, int products, int[] neighbours, float[] strengths)
    {
        (_settings, _products, _neighbours, _strengths) = (settings, products, neighbours, strengths);
        _width = neighbours.Length / Math.Max(1, products);
    }

    public string Algorithm => RecommendationAlgorithms.ItemToItem;

    public static ItemToItemRecommender Fit(InteractionLog log, ItemToItemSettings settings, CancellationToken cancellationToken = default)
    {
        var width = Math.Clamp(log.Products, 1, Math.Clamp(MostNeighbours / Math.Max(1, log.Products), 1, settings.Neighbours));
        var counts = new PairCounts(log, settings);
        var totals = log.Counts();
        var (source, target) = (Factors(totals, settings.SourcePower, settings.Shrinkage), Factors(totals, settings.TargetPower, settings.Shrinkage));
        var neighbours = new int[log.Products * width];
        var strengths = new float[neighbours.Length];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, log.Products, parallel, () => new Room(log.Products), (product, _, room) =>
        {
            counts.Add(product, room.Sums, room.Touched);
            var keys = new float[room.Touched.Count];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = -room.Sums[room.Touched[i]] * source[product] * target[room.Touched[i]];
                room.Sums[room.Touched[i]] = 0;
            }

            var others = room.Touched.ToArray();
            Array.Sort(keys, others);
            for (var k = 0; k < Math.Min(width, others.Length); k++)
            {
                neighbours[(product * width) + k] = others[k];
                strengths[(product * width) + k] = -keys[k];
            }

            room.Touched.Clear();
            return room;
        }, _ => { });
        return new ItemToItemRecommender(settings, log.Products, neighbours, strengths);
    }

    public ProductShares Shares(HistoryGraph inputs, double weight = 1)
    {
        var graph = inputs.Graph;
        var step = inputs.Weights * graph.Pow(inputs.FromEnd + 1, graph.Scalar((float)-_settings.RecencyPower));
        if (_settings.HalfLifeDays is { } halfLife)
        {
            step *= graph.Exp(inputs.Ages * (-Math.Log(2) / halfLife));
        }

        // The sum is known before the neighbours' strengths are, so that shares are taken of the steps and not of what stands near them.
        var sum = graph.ReduceSum(step * graph.Gather(graph.Constant(Sums()), inputs.History), [0]);
        var places = graph.Gather(graph.Constant(Tensor.Of(_neighbours, [_products, _width])), inputs.History);
        var shares = graph.Gather(graph.Constant(_strengths, _products, _width), inputs.History) * graph.Unsqueeze(inputs.SharesOf(step, sum) * weight, 1);
        return new ProductShares([], [(graph.Reshape(places, 1, -1), graph.Reshape(shares, 1, -1))]);
    }

    /// <summary>The same sums in place, for the search: far quicker than a graph, where it is asked thousands of times of models that live for a second.</summary>
    /// <param name="sums">[N], zeros where <paramref name="touched"/> says nothing.</param>
    /// <param name="touched">Takes the places that became positive.</param>
    public void Add(RankingHistory history, float[] sums, List<int> touched)
    {
        for (var step = 0; step < history.Length; step++)
        {
            var weight = history.Weights[step] * Math.Pow(history.Length - step, -_settings.RecencyPower) * (_settings.HalfLifeDays is { } halfLife ? Math.Pow(2, -history.Ages[step] / halfLife) : 1);
            var first = history.Products[step] * _width;
            for (var k = first; k < first + _width && _strengths[k] > 0; k++)
            {
                if (sums[_neighbours[k]] == 0)
                {
                    touched.Add(_neighbours[k]);
                }

                sums[_neighbours[k]] += (float)(weight * _strengths[k]);
            }
        }
    }

    /// <summary>The closest other products of every product; strengths in relation to the closest one's. That a product follows itself is no reason to show it beside itself.</summary>
    public IReadOnlyList<Neighbour[]> Closest(int count)
    {
        var all = new Neighbour[_products][];
        for (var product = 0; product < _products; product++)
        {
            var first = product * _width;
            int[] others = [.. Enumerable.Range(first, _width).TakeWhile(k => _strengths[k] > 0).Where(k => _neighbours[k] != product).Take(count)];
            all[product] = [.. others.Select(k => new Neighbour(_neighbours[k], _strengths[k] / _strengths[others[0]]))];
        }

        return all;
    }

    /// <summary>By product, of its neighbours' strengths.</summary>
    private float[] Sums()
    {
        var sums = new float[_products];
        for (var product = 0; product < _products; product++)
        {
            double sum = 0;
            foreach (var strength in _strengths.AsSpan(product * _width, _width))
            {
                sum += strength;
            }

            sums[product] = (float)sum;
        }

        return sums;
    }

    private static float[] Factors(int[] totals, double power, double shrinkage) => [.. totals.Select(total => (float)Math.Pow(total + shrinkage, -power))];

    private sealed record Room(float[] Sums, List<int> Touched)
    {
        public Room(int products)
            : this(new float[products], [])
        {
        }
    }
}
