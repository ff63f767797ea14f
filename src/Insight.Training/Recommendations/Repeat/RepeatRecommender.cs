using Insight.Onnx;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Repeat;

/// <summary>
/// What the customer chose before, when it is time for it again: each step counts by how often its product is chosen again and by how likely that is now, so many of the product's own intervals later.
/// </summary>
internal sealed class RepeatRecommender : IRecommender
{
    /// <summary>Bins of the age in intervals of the product: powers of √2 from 2^−4.</summary>
    private const int Bins = 17;

    private const double BinsPerOctave = 2, LowestOctave = -4;

    /// <summary>Customers' worth of the whole shop's habit that each product's own is mixed with.</summary>
    private const double Prior = 5;

    private static readonly double[] LowerEdges = [.. Enumerable.Range(0, Bins).Select(bin => Math.Pow(2, LowestOctave + (bin / BinsPerOctave)))];

    private readonly float[] _shares;
    private readonly float[] _hazards;

    private RepeatRecommender(float[] shares, float[] days, float[] hazards) => (_shares, Days, _hazards) = (shares, days, hazards);

    public string Algorithm => RecommendationAlgorithms.Repeat;

    /// <summary>By index: the median days between two choices of the product by the same customer, drawn towards the shop's; without a clock they say nothing.</summary>
    public float[] Days { get; }

    /// <summary>By index: whether somebody came back for the product.</summary>
    public required bool[] IsRepeated { get; init; }

    /// <param name="purchasesOnly">Looks at what was bought alone, as if nobody had looked at anything or put it into the cart.</param>
    public static RepeatRecommender Fit(InteractionLog log, bool purchasesOnly = false)
    {
        var (again, chances) = (new double[log.Products], new double[log.Products]);
        var gaps = new List<float>?[log.Products];
        var waits = Waits(log, purchasesOnly);
        foreach (var (product, days, ended) in waits)
        {
            chances[product]++;
            if (ended)
            {
                again[product]++;
                (gaps[product] ??= []).Add(days);
            }
        }

        var habit = again.Sum() / Math.Max(1, chances.Sum());
        var all = gaps.Where(list => list is not null).SelectMany(list => list!).Order().ToArray(); // filtered
        var usual = all.Length > 0 ? Math.Max(all[all.Length / 2], 1e-3) : 1;
        var typical = gaps.Select(list => Interval(list, usual)).ToArray();
        return new RepeatRecommender(
            [.. again.Zip(chances, (times, of) => (float)((times + (Prior * habit)) / (of + Prior)))], typical, log.HasClock ? Hazards(waits, typical) : [.. Enumerable.Repeat(1f, Bins)])
        {
            IsRepeated = [.. again.Select(times => times > 0)],
        };
    }

    public ProductShares Shares(HistoryGraph inputs, double weight = 1)
    {
        var graph = inputs.Graph;
        var octaves = graph.Log((inputs.Ages / graph.Gather(graph.Constant(Days), inputs.History)) + 1e-6) * (1 / Math.Log(2));
        var bin = graph.Cast(graph.Clip((octaves - LowestOctave) * BinsPerOctave, 0, Bins - 1), TensorType.Int64);
        var due = graph.Gather(graph.Constant(_hazards), bin) * graph.Gather(graph.Constant(_shares), inputs.History);
        var strengths = inputs.Weights * due * graph.Pow(inputs.FromEnd + 1, graph.Scalar(-0.1f));
        var shares = inputs.SharesOf(strengths, graph.ReduceSum(strengths, [0])) * weight;
        return new ProductShares([], [(graph.Unsqueeze(graph.Cast(inputs.History, TensorType.Int32), 0), graph.Unsqueeze(shares, 0))]);
    }

    /// <summary>From each choice of a product, other visits only, to the next of the same by the same owner, or to the end of the log.</summary>
    private static List<(int Product, float Days, bool Ended)> Waits(InteractionLog log, bool purchasesOnly)
    {
        var waits = new List<(int, float, bool)>();
        var open = new Dictionary<int, (float Day, int Visit)>();
        var end = log.LastDay;
        for (var i = 0; i < log.Sequences; i++)
        {
            open.Clear();
            var products = log.ProductsOf(i);
            var days = log.DaysOf(i);
            var visits = log.VisitsOf(i);
            var weights = log.WeightsOf(i);
            for (var k = 0; k < products.Length; k++)
            {
                if (purchasesOnly && weights[k] < InteractionLog.Purchase)
                {
                    continue;
                }

                if (open.TryGetValue(products[k], out var before) && before.Visit != visits[k])
                {
                    waits.Add((products[k], days[k] - before.Day, true));
                }

                open[products[k]] = (days[k], visits[k]);
            }

            foreach (var (product, (day, _)) in open)
            {
                waits.Add((product, end - day, false));
            }
        }

        return waits;
    }

    private static float Interval(List<float>? gaps, double usual)
    {
        if (gaps is null)
        {
            return (float)usual;
        }

        gaps.Sort();
        var own = Math.Log(Math.Max(gaps[gaps.Count / 2], 1e-3));
        return (float)Math.Exp(((own * gaps.Count) + (Math.Log(usual) * Prior)) / (gaps.Count + Prior));
    }

    /// <summary>How likely a choice ends its wait per unit of time within each bin, in relation to the mean: occurrences over exposure, smoothed by half an occurrence.</summary>
    private static float[] Hazards(List<(int Product, float Days, bool Ended)> waits, float[] typical)
    {
        var (ends, exposure) = (new double[Bins], new double[Bins]);
        foreach (var (product, days, ended) in waits)
        {
            var age = days / typical[product];
            for (var bin = 0; bin < Bins && (bin == 0 || LowerEdges[bin] <= age); bin++)
            {
                var upper = bin == Bins - 1 ? double.PositiveInfinity : LowerEdges[bin + 1];
                exposure[bin] += Math.Min(age, upper) - (bin == 0 ? 0 : LowerEdges[bin]);
                ends[bin] += ended && age < upper ? 1 : 0;
            }
        }

        var mean = (ends.Sum() + 0.5) / Math.Max(exposure.Sum(), 1e-9);
        return [.. ends.Zip(exposure, (count, time) => (float)((count + 0.5) / (time + (0.5 / mean)) / mean))];
    }
}
