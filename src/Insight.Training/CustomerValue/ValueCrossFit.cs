using Insight.Training.Data;

namespace Insight.Training.CustomerValue;

/// <summary>
/// Intervals where the history is too short for a validation: each customer is predicted by a fit on the others (5-fold; Barber et al. 2021, CV+), over the
/// same time. That misses what changes from one season to the next.
/// </summary>
internal static class ValueCrossFit
{
    private const int Folds = 5;

    /// <returns>By algorithm; those that some fold could not fit are left out.</returns>
    public static IReadOnlyDictionary<string, ValueInterval> Intervals(TrainingInput input, ValueSettings settings, CancellationToken cancellationToken)
    {
        var cutoffs = input.Schedule.BeforeTest;
        if (cutoffs.Count == 0)
        {
            return new Dictionary<string, ValueInterval>();
        }

        var outcomes = new Dictionary<string, (List<double> Predicted, List<double> Actual, int Folds)>(StringComparer.Ordinal);
        for (var fold = 0; fold < Folds; fold++)
        {
            var held = (input with { Histories = [.. input.Histories.Where((_, i) => i % Folds == fold)] }).RowsAt(cutoffs[0]);
            var others = input with { Histories = [.. input.Histories.Where((_, i) => i % Folds != fold)] };
            using var fits = new ValueFits(others, cutoffs, others.RowsAt(cutoffs[0]), cancellationToken);
            foreach (var model in fits.Candidates(settings, networks: settings.Network is not null))
            {
                var (predicted, actual, folds) = outcomes.GetValueOrDefault(model.Algorithm, ([], [], 0));
                predicted.AddRange(ValuePredictions.Of(model, held).Expected);
                actual.AddRange(held.Revenue);
                outcomes[model.Algorithm] = (predicted, actual, folds + 1);
            }
        }

        return outcomes.Where(pair => pair.Value.Folds == Folds).ToDictionary(pair => pair.Key, pair => ValueInterval.Fit([.. pair.Value.Predicted], [.. pair.Value.Actual]));
    }
}
