using Insight.Features;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Data;
using Insight.Training.Learners;
using Insight.Training.Networks;

namespace Insight.Training.Purchase;

/// <summary>All candidates fitted for one judge day: the supervised ones on earlier cutoffs, BG/NBD on what is known at the day itself.</summary>
internal sealed class PurchaseFits : IDisposable
{
    /// <summary>Fewer buyers, or fewer who did not buy, and supervised models are not fitted.</summary>
    private const int LeastOfEach = 30;

    private static readonly int[] Summaries = [.. Enumerable.Range(0, FeatureVector.SummaryCount)];
    private static readonly int[] RecencyColumn = [FeatureVector.IndexOf("days_since_last")];

    private readonly LabelledRows train;
    private readonly LabelledRows known;
    private readonly TrainingInput input;
    private readonly Dictionary<int, RegularBuyers?> regular = [];
    private readonly Dictionary<double, Glm> logits = [];
    private readonly Dictionary<double, Glm> poissons = [];
    private readonly Dictionary<BoostingOptions, Boosting> probabilities = [];
    private readonly Dictionary<BoostingOptions, Boosting> means = [];
    private readonly Dictionary<NetworkKind, FittedNetwork?> networks = [];
    private readonly CancellationToken cancellationToken;

    /// <param name="known">Customers at the judge day; their labels are not read.</param>
    public PurchaseFits(TrainingInput input, IReadOnlyList<DateOnly> cutoffs, LabelledRows known, CancellationToken cancellationToken)
    {
        (this.input, this.known, this.cancellationToken) = (input, known, cancellationToken);
        train = input.RowsAt(cutoffs);
        Buyers = Purchase.Buyers.Fit(known, input.HorizonDays, input.Options.Seed, cancellationToken);
        var positives = train.Orders.Count(orders => orders > 0);
        IsSupervised = positives >= LeastOfEach && train.Count - positives >= LeastOfEach;
        HasNetworks = positives >= NetworkFit.LeastOfEach && train.Count - positives >= NetworkFit.LeastOfEach;
    }

    public BgNbd? Buyers { get; }

    /// <summary>Whether there are enough of both outcomes for the models that learn from them.</summary>
    public bool IsSupervised { get; }

    /// <summary>Whether there are enough of both for networks.</summary>
    public bool HasNetworks { get; }

    /// <summary>MBG/CNBD-k, which asks whether those who bought once are customers still; null where the customers do not determine it.</summary>
    public RegularBuyers? Regular(int regularity) =>
        Cached(regular, regularity, () => RegularBuyers.Fit(known, regularity, input.HorizonDays, input.Options.Seed, cancellationToken));

    public Glm Logit(double ridge) => Cached(logits, ridge, () => Glm.Fit(train.Features, Targets(), Summaries, Link.Logit, ridge));

    public Glm Poisson(double ridge) => Cached(poissons, ridge, () => Glm.Fit(train.Features, [.. train.Orders], Summaries, Link.Log, ridge));

    public Boosting Probability(BoostingOptions boosting, int trees) => Cached(probabilities, boosting, () => BoostingFit.Probability(train.Features, Targets(), boosting)).Take(trees);

    public Boosting Orders(BoostingOptions boosting, int trees) => Cached(means, boosting, () => BoostingFit.Mean(train.Features, [.. train.Orders], boosting)).Take(trees);

    /// <summary>One network for both questions; null where it does not come to be usable.</summary>
    public PurchaseModel? Network(NetworkKind kind)
    {
        var network = Cached(networks, kind, () => NetworkFit.Fit(
            kind, train, [("bought", Link.Logit, Targets()), ("orders", Link.Log, [.. train.Orders])], input.Options.Seed, cancellationToken));
        return network is null ? null : new(NetworkAlgorithms.Of(kind), new NetworkHead(network, 0, Link.Logit), new NetworkHead(network, 1, Link.Log));
    }

    /// <summary>Ends the networks: what came of them cannot be asked any more, but stands in graphs.</summary>
    public void Dispose()
    {
        foreach (var network in networks.Values)
        {
            network?.Dispose();
        }
    }

    /// <summary>Baselines first, then candidates, the blend last.</summary>
    /// <param name="networks">Whether the networks are among them, which take longest to fit.</param>
    public IReadOnlyList<PurchaseModel> Candidates(PurchaseSettings settings, bool networks = true)
    {
        var models = new List<PurchaseModel>
        {
            new(PurchaseAlgorithms.ConstantRate, new ConstantRate(input.HorizonDays, true), new ConstantRate(input.HorizonDays, false)),
        };
        if (IsSupervised)
        {
            models.Insert(0, new(
                PurchaseAlgorithms.Recency,
                Glm.Fit(train.Features, Targets(), RecencyColumn, Link.Logit, 1e-4),
                Glm.Fit(train.Features, [.. train.Orders], RecencyColumn, Link.Log, 1e-4)));
        }

        var parts = Parts(settings);
        if (Regular(settings.Regularity) is { } buyers)
        {
            models.Add(new(PurchaseAlgorithms.MbgCnbd, buyers with { Output = BuyersOutput.Probability }, buyers with { Output = BuyersOutput.Expected }));
        }

        models.AddRange(parts);
        if (networks)
        {
            models.AddRange(Networks());
        }

        if (parts.Count > 1)
        {
            models.Add(new PurchaseModel(
                PurchaseAlgorithms.Blend,
                Blend(parts, part => part.Probability, settings.ProbabilityWeights),
                Anchored(Blend(parts, part => part.Orders, settings.OrderWeights), settings.OrderAnchor)));
        }

        return [.. models.Select(model => model.Algorithm == (settings.Network ?? PurchaseAlgorithms.Blend) ? model with { Probability = Calibrated(model.Probability, settings.CalibrationSlope) } : model)];
    }

    /// <summary>Probabilities stretched at the level where they are: what all customers do in the season that a validation had says nothing of the next one.</summary>
    /// <param name="slope">As <see cref="PurchaseSettings.CalibrationSlope"/>.</param>
    public IRowModel Calibrated(IRowModel probability, double slope) => slope == 1 ? probability : Recalibrated.KeepingLevel(probability, slope, known.Features);

    /// <summary>
    /// Moves the level of expected purchases towards BG/NBD's. Labels are one horizon old and were seen on younger customers; BG/NBD needs none and knows
    /// everything up to the judge day.
    /// </summary>
    /// <param name="anchor">0 keeps the blend's total over the customers, 1 takes BG/NBD's.</param>
    public Mixture Anchored(Mixture blend, double anchor)
    {
        if (Buyers is null || anchor == 0)
        {
            return blend;
        }

        var buyers = new Buyers(Buyers, input.HorizonDays, BuyersOutput.Expected);
        var ratio = known.Features.Sum(row => buyers.Predict(row)) / known.Features.Sum(row => blend.Predict(row));
        return ratio > 0 && double.IsFinite(ratio) ? blend.Times(Math.Pow(ratio, anchor)) : blend;
    }

    /// <summary>The networks, which stand beside the blend and not in it.</summary>
    public IEnumerable<PurchaseModel> Networks() => HasNetworks ? Enum.GetValues<NetworkKind>().Select(Network).OfType<PurchaseModel>() : [];

    /// <summary>What a blend is made of.</summary>
    public IReadOnlyList<PurchaseModel> Parts(PurchaseSettings settings)
    {
        var parts = new List<PurchaseModel>();
        if (Buyers is not null)
        {
            parts.Add(new(
                PurchaseAlgorithms.BgNbd,
                new Buyers(Buyers, input.HorizonDays, BuyersOutput.Probability),
                new Buyers(Buyers, input.HorizonDays, BuyersOutput.Expected)));
        }

        if (IsSupervised)
        {
            parts.Add(new(PurchaseAlgorithms.Glm, Logit(settings.LogitRidge), Poisson(settings.PoissonRidge)));
            parts.Add(new(PurchaseAlgorithms.LightGbm, Probability(settings.Boosting, settings.ProbabilityTrees), Orders(settings.Boosting, settings.OrderTrees)));
        }

        return parts;
    }

    public static Mixture Blend(IReadOnlyList<PurchaseModel> parts, Func<PurchaseModel, IRowModel> pick, IReadOnlyDictionary<string, double>? weights) =>
        Mixture.Mean([.. parts.Select(part => (part.Algorithm, pick(part)))], weights);

    private TModel Cached<TKey, TModel>(Dictionary<TKey, TModel> cache, TKey key, Func<TModel> fit)
        where TKey : notnull
    {
        cancellationToken.ThrowIfCancellationRequested();
        return cache.TryGetValue(key, out var found) ? found : cache[key] = fit();
    }

    private double[] Targets() => [.. train.Orders.Select(orders => orders > 0 ? 1.0 : 0.0)];
}
