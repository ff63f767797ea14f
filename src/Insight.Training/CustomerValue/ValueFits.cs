using Insight.Features;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;
using Insight.Training.Networks;
using Insight.Training.Purchase;

namespace Insight.Training.CustomerValue;

/// <summary>All candidates fitted for one judge day: the supervised ones on earlier cutoffs, BG/NBD and Gamma-Gamma on what is known at the day itself.</summary>
internal sealed class ValueFits : IDisposable
{
    /// <summary>Fewer buyers, or fewer who did not buy, and supervised models are not fitted.</summary>
    private const int LeastOfEach = 60;

    /// <summary>Revenue above this quantile of buyers counts as the quantile in training: one wholesale order must not bend a model.</summary>
    private const double WinsorisedAbove = 0.995;

    private static readonly int[] Summaries = [.. Enumerable.Range(0, FeatureVector.SummaryCount)];
    private static readonly int MeanRevenue = FeatureVector.IndexOf("revenue_mean");

    private readonly TrainingInput input;
    private readonly LabelledRows train;
    private readonly double[] revenue = [];
    private readonly double[] anchors = [];
    private readonly Dictionary<double, Glm> glms = [];
    private readonly Dictionary<BoostingOptions, (Boosting Buys, Boosting Ratio)> ensembles = [];
    private readonly Dictionary<NetworkKind, FittedNetwork?> networks = [];
    private readonly int[] bought = [];
    private readonly IRowModel? gammaGamma;
    private readonly CancellationToken cancellationToken;

    /// <param name="known">Customers at the judge day; their labels are not read.</param>
    public ValueFits(TrainingInput input, IReadOnlyList<DateOnly> cutoffs, LabelledRows known, CancellationToken cancellationToken)
    {
        (this.input, this.cancellationToken) = (input, cancellationToken);
        train = input.RowsAt(cutoffs);
        var buyers = Buyers.Fit(known, input.HorizonDays, input.Options.Seed, cancellationToken);
        var spend = Spend.Fit(known, input.Options.Seed, cancellationToken);
        gammaGamma = buyers is null || spend is null ? null : new Product(new Buyers(buyers, input.HorizonDays, BuyersOutput.Expected), new Spend(spend));
        bought = [.. Enumerable.Range(0, train.Count).Where(row => train.Revenue[row] > 0)];
        IsSupervised = bought.Length >= LeastOfEach && train.Count - bought.Length >= LeastOfEach;
        HasNetworks = bought.Length >= NetworkFit.LeastOfEach && train.Count - bought.Length >= NetworkFit.LeastOfEach;
        if (!IsSupervised)
        {
            return;
        }

        Cap = Bootstrap.Quantile([.. bought.Select(row => train.Revenue[row]).Order()], WinsorisedAbove);
        revenue = [.. train.Revenue.Select(value => Math.Min(value, Cap))];
        anchors = [.. train.Features.Select(row => Anchor.Predict(row))];
    }

    /// <summary>Where revenue was winsorised, in the shop's currency; 0 without supervised models.</summary>
    public double Cap { get; }

    /// <summary>Whether there are enough of both outcomes for the models that learn from them.</summary>
    public bool IsSupervised { get; }

    /// <summary>Whether there are enough of both for networks.</summary>
    public bool HasNetworks { get; }

    public Glm Glm(double ridge) => glms.TryGetValue(ridge, out var found) ? found : glms[ridge] = Learners.Glm.Fit(train.Features, revenue, Summaries, Link.Log, ridge);

    /// <summary>What the amounts of boosting are relative to, so that trees, which end in constants, keep the proportions of the largest customers.</summary>
    private IRowModel Anchor => gammaGamma ?? new ColumnModel(MeanRevenue);

    /// <summary>
    /// Two parts: the probability of buying, and e to the mean logarithm of what buyers spend beside the anchor. The factor brings the training
    /// total back (Duan's smearing, 1983, with the total in place of the mean of residuals).
    /// </summary>
    public Product Boosted(BoostingOptions boosting, int probabilityTrees, int amountTrees)
    {
        if (!ensembles.TryGetValue(boosting, out var fitted))
        {
            ensembles[boosting] = fitted = Fit(boosting);
        }

        var (buys, ratio) = (fitted.Buys.Take(probabilityTrees), fitted.Ratio.Take(amountTrees));
        var total = Enumerable.Range(0, train.Count).Sum(row => anchors[row] * buys.Predict(train.Features[row]) * ratio.Predict(train.Features[row]));
        return new Product(buys, new Product(Anchor, ratio), revenue.Sum() / total);
    }

    /// <summary>A network that learns the logarithm of what is spent, by quasi-Poisson likelihood, as the GLM does; null where it does not come to be usable.</summary>
    public ValueModel? Network(NetworkKind kind)
    {
        var mean = revenue.Average(); // networks learn best around 1
        if (!networks.TryGetValue(kind, out var network))
        {
            networks[kind] = network = NetworkFit.Fit(kind, train, [("revenue", Link.Log, [.. revenue.Select(value => value / mean)])], input.Options.Seed, cancellationToken);
        }

        return network is null ? null : new(NetworkAlgorithms.Of(kind), new NetworkHead(network, 0, Link.Log, mean));
    }

    /// <summary>The networks, which stand beside the blend and not in it.</summary>
    public IEnumerable<ValueModel> Networks() => HasNetworks ? Enum.GetValues<NetworkKind>().Select(Network).OfType<ValueModel>() : [];

    /// <summary>Ends the networks: what came of them cannot be asked any more, but stands in graphs.</summary>
    public void Dispose()
    {
        foreach (var network in networks.Values)
        {
            network?.Dispose();
        }
    }

    /// <summary>The baseline first, then candidates, the blend last.</summary>
    /// <param name="networks">Whether the networks are among them, which take longest to fit.</param>
    public IReadOnlyList<ValueModel> Candidates(ValueSettings settings, bool networks = true)
    {
        var models = new List<ValueModel> { new(ValueAlgorithms.PastRate, new Product(new ColumnModel(MeanRevenue), new ConstantRate(input.HorizonDays, AsProbability: false))) };
        var parts = Parts(settings);
        models.AddRange(parts);
        if (networks)
        {
            models.AddRange(Networks());
        }

        if (parts.Count > 1)
        {
            models.Add(Blend(parts, settings));
        }

        return models;
    }

    public static ValueModel Blend(IReadOnlyList<ValueModel> parts, ValueSettings settings) =>
        new(ValueAlgorithms.Blend, Mixture.Mean([.. parts.Select(part => (part.Algorithm, part.Expected))], settings.Weights));

    /// <summary>What a blend is made of.</summary>
    public IReadOnlyList<ValueModel> Parts(ValueSettings settings)
    {
        var parts = new List<ValueModel>();
        if (gammaGamma is not null)
        {
            parts.Add(new(ValueAlgorithms.GammaGamma, gammaGamma));
        }

        if (IsSupervised)
        {
            parts.Add(new(ValueAlgorithms.Glm, Glm(settings.Ridge)));
            parts.Add(new(ValueAlgorithms.LightGbm, Boosted(settings.Boosting, settings.ProbabilityTrees, settings.AmountTrees)));
        }

        return parts;
    }

    private (Boosting Buys, Boosting Ratio) Fit(BoostingOptions boosting)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var buys = BoostingFit.Probability(train.Features, [.. revenue.Select(value => value > 0 ? 1.0 : 0.0)], boosting);
        cancellationToken.ThrowIfCancellationRequested();
        return (buys, BoostingFit.Mean(
            [.. bought.Select(row => train.Features[row])], [.. bought.Select(row => Math.Log(revenue[row] / anchors[row]))], boosting) with { Link = Link.Log });
    }
}
