using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.Networks;

/// <summary>A network as long as its ranking of the validation becomes better; later fits take as many epochs.</summary>
internal sealed class SequenceNetworkFit(SequenceNetworkKind kind, int seed) : IRecommenderFit
{
    /// <summary>Fewer sequences, or fewer steps for each product, teach a network nothing that counting does not.</summary>
    private const int LeastSequences = 1_000, LeastStepsPerProduct = 3;

    /// <summary>Examples that judge an epoch.</summary>
    private const int Judges = 2_000;

    /// <summary>To what comes before the test, and to everything. Each takes about as long as the search up to its best epoch: there is more to learn from, and nothing is judged.</summary>
    private const int LaterFits = 2;

    private SequenceNetworkSettings? _settings;
    private FoundNetwork? _found;

    public string Algorithm => NetworkRecommender.NameOf(kind);

    public string? Note { get; private set; }

    public object Settings => new { settings = _settings, epochs = _found?.Epochs ?? 0 };

    public IRecommender? Choose(InteractionLog log, IReadOnlyList<RankingExample> validation, Deadline until, CancellationToken cancellationToken)
    {
        int[] steps = [.. Enumerable.Range(0, log.Sequences).Select(log.StepsThatGoOn)];
        if (steps.Count(count => count > 0) < LeastSequences || steps.Sum(count => (long)count) < (long)LeastStepsPerProduct * log.Products)
        {
            return null;
        }

        if (until.IsOver)
        {
            Note = $"{Algorithm} was not tried: there was no time left.";
            return null;
        }

        var own = until.Share(1.0 / (1 + LaterFits));
        var stopped = false;
        _settings = SequenceNetworkSettings.For(kind, log);
        _found = new NetworkRecommenderFit(_settings, seed).Search(log, [.. validation.Take(Judges)], TimeUsed, cancellationToken: cancellationToken);
        _settings = _settings with { Epochs = _found?.Planned ?? _settings.Epochs }; // later fits let the learning rate fall alike
        Note = !stopped ? null : _found is null
            ? $"{Algorithm} had too little time for one pass over the data."
            : $"{Algorithm} was stopped for time after {(_found.Tried == 1 ? "one pass" : $"{_found.Tried} passes")} over the data.";
        return _found?.Recommender;

        double TimeUsed()
        {
            var used = own.Used;
            stopped = used >= 1;
            return used;
        }
    }

    public IRecommender Fit(InteractionLog log, CancellationToken cancellationToken)
    {
        if (_settings is null || _found is null)
        {
            throw new InvalidOperationException("A network is chosen before it is fitted.");
        }

        // Where more data make training diverge, what was chosen stays: products have the same numbers in both logs.
        return new NetworkRecommenderFit(_settings, seed).Fit(log, _found.Epochs, cancellationToken) ?? _found.Recommender;
    }
}
