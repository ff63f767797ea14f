using Insight.Training.Learners;
using Insight.Training.Recommendations.Blend;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Networks;
using Insight.Training.Recommendations.Popularity;
using Insight.Training.Recommendations.Ranking;
using Insight.Training.Recommendations.Repeat;

namespace Insight.Training.Recommendations;

/// <summary>All kinds of recommenders with the settings that the validation chose, and the weights of their blend.</summary>
internal sealed class RecommenderFits
{
    /// <summary>Examples that choose the weights of the blend.</summary>
    private const int BlendJudges = 3_000;

    private readonly List<IRecommenderFit> _fits = [];
    private double[] _weights = [];

    private RecommenderFits()
    {
    }

    /// <summary>The simplest kind that no other ranked the validation better than by more than one standard error.</summary>
    public string Best { get; private set; } = RecommendationAlgorithms.Popularity;

    /// <summary>What the run should say of the choice, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>By algorithm: settings, and the blend's weights.</summary>
    public IReadOnlyDictionary<string, object> Settings => new Dictionary<string, object>(
        _fits.Select(fit => new KeyValuePair<string, object>(fit.Algorithm, fit.Settings))
            .Append(new(RecommendationAlgorithms.Blend, _fits.Select((fit, i) => (fit.Algorithm, Weight: i < _weights.Length ? _weights[i] : 0)).ToDictionary(part => part.Algorithm, part => part.Weight))));

    /// <param name="log">What comes before the validation.</param>
    /// <param name="start">Settings of item-to-item that the search begins with.</param>
    /// <param name="progress">Told what was done.</param>
    public static RecommenderFits Choose(
        InteractionLog log, IReadOnlyList<RankingExample> validation, bool repeats, ItemToItemSettings start, TrainingOptions options, Deadline until, Action<string>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var fits = new RecommenderFits();
        var chosen = new List<IRecommender>();
        IRecommenderFit[] kinds =
        [
            new PopularityFit(), new RepeatFit(repeats), new ItemToItemFit(start, options.Seed),
            new SequenceNetworkFit(SequenceNetworkKind.SelfAttention, options.Seed), new SequenceNetworkFit(SequenceNetworkKind.Gru, options.Seed),
        ];
        foreach (var (fit, recommender) in kinds.Zip(ForEach(kinds, Choose)))
        {
            if (recommender is not null)
            {
                fits._fits.Add(fit);
                chosen.Add(recommender);
            }
        }

        fits.Notes = [.. kinds.Select(fit => fit.Note).OfType<string>()];
        fits._weights = new BlendSearch(chosen, log.Products, [.. validation.Take(BlendJudges)], cancellationToken).Run();
        progress?.Invoke("blend chosen");
        double[]? least = null;
        foreach (var recommender in fits.Named(chosen))
        {
            double[] losses = [.. RankingMetrics.Rank(recommender, log.Products, validation, cancellationToken).Select(r => 1 - r.Targets.Ndcg(RankingMetrics.Selection))];
            if (least is null || Tuning.IsBetter(losses, least))
            {
                (least, fits.Best) = (losses, recommender.Algorithm);
            }
        }

        return fits;

        IRecommender? Choose(IRecommenderFit fit)
        {
            var recommender = fit.Choose(log, validation, until, cancellationToken);
            if (recommender is not null)
            {
                progress?.Invoke($"{fit.Algorithm} chosen");
            }

            return recommender;
        }
    }

    /// <summary>Every kind fitted to a log, the blend last where it has more than one part.</summary>
    public IReadOnlyList<IRecommender> Fit(InteractionLog log, CancellationToken cancellationToken) => Named(ForEach(_fits, fit => fit.Fit(log, cancellationToken)));

    /// <summary>One of them, without fitting what it does not need.</summary>
    public IRecommender Fit(string algorithm, InteractionLog log, CancellationToken cancellationToken) => algorithm == RecommendationAlgorithms.Blend
        ? Blend(ForEach(_fits.Where((_, i) => _weights[i] > 0), fit => fit.Fit(log, cancellationToken)))
        : _fits.Single(fit => fit.Algorithm == algorithm).Fit(log, cancellationToken);

    private IReadOnlyList<IRecommender> Named(IReadOnlyList<IRecommender> fitted) =>
        _weights.Count(weight => weight > 0) > 1 ? [.. fitted, Blend(fitted.Where((_, i) => _weights[i] > 0))] : fitted;

    /// <param name="parts">The recommenders that have a weight.</param>
    private BlendRecommender Blend(IEnumerable<IRecommender> parts) => new([.. parts.Zip(_weights.Where(weight => weight > 0))]);

    /// <summary>Those that count, which use all cores, one behind the other; then the networks at once, since each is trained on one thread.</summary>
    /// <param name="fits">The networks last.</param>
    private static T[] ForEach<T>(IEnumerable<IRecommenderFit> fits, Func<IRecommenderFit, T> run)
    {
        var all = fits.ToList();
        T[] counted = [.. all.Where(fit => fit is not SequenceNetworkFit).Select(run)];
        var networks = all.OfType<SequenceNetworkFit>().Select(fit => Task.Factory.StartNew(() => run(fit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return [.. counted, .. Task.WhenAll(networks).GetAwaiter().GetResult()];
    }
}
