using Insight.Training.Evaluation;

namespace Insight.Training.Data;

/// <summary>Fits candidates so that what judges them was not seen: by time, or by customers where there is too little of it.</summary>
internal static class Validations
{
    private const int Folds = 5;

    /// <param name="fit">From what may be seen, cutoffs to learn from, and the customers of the judge day, whose labels it does not read.</param>
    /// <returns>The schedule's windows; none where the history is too short.</returns>
    public static Validation<TFits> ByTime<TFits>(TrainingInput input, Func<TrainingInput, IReadOnlyList<DateOnly>, LabelledRows, TFits> fit)
        where TFits : IDisposable => new(
        [
            .. from window in input.Schedule.Validations
               where input.Histories.Any(history => history.Orders.Any(order => order.IsPurchase && order.Day <= window.Day))
               select new Lazy<IReadOnlyList<HeldOut<TFits>>>(() =>
               {
                   var rows = input.RowsAt(window.Day);
                   return [new(fit(input, window.Before, rows), rows)];
               }),
        ]);

    /// <summary>
    /// One window, at the newest day whose horizon ends before the test: each customer is judged by a fit on the others over the same time (k-fold, who bought and who did not spread evenly). That
    /// misses what changes from one season to the next, and favours what learns much from labels.
    /// </summary>
    /// <param name="fit">As for <see cref="ByTime"/>.</param>
    /// <returns>No window where there is no such day.</returns>
    public static Validation<TFits> ByCustomers<TFits>(TrainingInput input, Func<TrainingInput, IReadOnlyList<DateOnly>, LabelledRows, TFits> fit)
        where TFits : IDisposable
    {
        if (input.Schedule.BeforeTest is not [var day, ..] cutoffs || input.RowsAt(day) is not { Count: > 0 } rows)
        {
            return new([]);
        }

        var known = rows.CustomerIds.ToHashSet(StringComparer.Ordinal);
        var histories = input.Histories.Where(history => known.Contains(history.CustomerId)).ToList(); // in the order of the rows
        var fold = KFold.Stratified([.. rows.Bought().Select(bought => bought ? 1 : 0)], Folds, input.Options.Seed);
        return new([new(() =>
        [
            .. from number in Enumerable.Range(0, Folds)
               let held = (input with { Histories = [.. histories.Where((_, i) => fold[i] == number)] }).RowsAt(day)
               where held.Count > 0
               let others = input with { Histories = [.. histories.Where((_, i) => fold[i] != number)] }
               select new HeldOut<TFits>(fit(others, cutoffs, others.RowsAt(day)), held),
        ])]);
    }
}
