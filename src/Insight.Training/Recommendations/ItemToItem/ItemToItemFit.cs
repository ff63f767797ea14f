using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.ItemToItem;

/// <summary>Item-to-item with the settings that rank the validation best.</summary>
/// <param name="start">Where the search begins.</param>
internal sealed class ItemToItemFit(ItemToItemSettings start, int seed) : IRecommenderFit
{
    /// <summary>Examples that a trial is judged by.</summary>
    private const int Judges = 4_000;

    /// <summary>Interactions that a trial counts: of more, a sample of the sequences shows the same.</summary>
    private const long Counted = 400_000;

    /// <summary>Of the time that is left, so that a shop whose trials take long still has some for networks.</summary>
    private const double SearchShare = 0.5;

    private ItemToItemSettings _settings = start;

    public string Algorithm => RecommendationAlgorithms.ItemToItem;

    public object Settings => _settings;

    public IRecommender Choose(InteractionLog log, IReadOnlyList<RankingExample> validation, Deadline until, CancellationToken cancellationToken)
    {
        // Without a clock no validation can see what a half-life does, which the champion's settings may have.
        _settings = log.HasClock ? _settings : _settings with { HalfLifeDays = null };
        if (validation.Count > 0)
        {
            var own = until.Share(SearchShare);
            _settings = new ItemToItemSearch(Sample(log), [.. validation.Take(Judges)]).Run(_settings, () => !own.IsOver, cancellationToken: cancellationToken);
        }

        return Fit(log, cancellationToken);
    }

    public IRecommender Fit(InteractionLog log, CancellationToken cancellationToken) => ItemToItemRecommender.Fit(log, _settings, cancellationToken);

    private InteractionLog Sample(InteractionLog log)
    {
        var share = (double)Counted / Math.Max(1, log.Interactions);
        var random = new Random(seed);
        return share >= 1 ? log : log.Take([.. Enumerable.Range(0, log.Sequences).Where(_ => random.NextDouble() < share)]);
    }
}
