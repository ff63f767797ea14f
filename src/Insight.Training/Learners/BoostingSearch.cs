namespace Insight.Training.Learners;

/// <summary>
/// Seeded random search (Bergstra &amp; Bengio 2012) over learning rate, leaves and regularisation, on the validation alone and within the shop's time. It starts from the defaults and, where
/// something serves, from the champion's settings. Another setting is taken only when <see cref="Tuning.IsBetter"/>.
/// </summary>
internal static class BoostingSearch
{
    private static readonly double[] LearningRates = [0.02, 0.03, 0.05, 0.08];
    private static readonly int[] Leaves = [4, 8, 16, 31];
    private static readonly int[] MinRows = [20, 60, 150];
    private static readonly double[] L2 = [1, 5, 20, 100];

    /// <param name="champion">What serves was made with these; null where nothing does.</param>
    /// <param name="losses">Per row of the validation, of a fit with the options; less is better.</param>
    public static BoostingOptions Choose(TrainingInput input, BoostingOptions? champion, Func<BoostingOptions, double[]> losses, CancellationToken cancellationToken)
    {
        var started = input.Time.GetTimestamp();
        var chosen = new BoostingOptions { Seed = input.Options.Seed };
        var least = losses(chosen);
        foreach (var trial in Trials(input.Options, champion))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (input.Time.GetElapsedTime(started) > input.SearchTime)
            {
                break;
            }

            var found = losses(trial);
            if (Tuning.IsBetter(found, least))
            {
                (chosen, least) = (trial, found);
            }
        }

        return chosen;
    }

    private static IEnumerable<BoostingOptions> Trials(TrainingOptions options, BoostingOptions? champion)
    {
        if (champion is not null)
        {
            yield return champion with { Seed = options.Seed };
        }

        var random = new Random(options.Seed);
        for (var trial = 0; trial < options.SearchTrials; trial++)
        {
            yield return new BoostingOptions { Seed = options.Seed, LearningRate = Pick(LearningRates), Leaves = Pick(Leaves), MinRowsPerLeaf = Pick(MinRows), L2 = Pick(L2) };
        }

        T Pick<T>(T[] values) => values[random.Next(values.Length)];
    }
}
