using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Ranking;

/// <summary>
/// What is learned from and what judges it, always later. With a clock the last days are the test and as many before them the validation; customers without one are judged by their last step and the one
/// before; sessions without one by some that are held out whole.
/// </summary>
internal sealed record RankingSplit
{
    /// <summary>More examples than this make intervals narrower than anybody needs.</summary>
    private const int MostExamples = 10_000;

    private const int LongestWindow = 28, ShareOfSpan = 8, ShareOfSessions = 10, StepsOfOwner = 10;

    /// <summary>From this share of targets on that were there before, people come back for the same product and it may be recommended again.</summary>
    private const double RepeatShare = 0.02;

    /// <summary>Known when the validation begins.</summary>
    public required InteractionLog BeforeValidation { get; init; }

    public required IReadOnlyList<RankingExample> Validation { get; init; }

    /// <summary>Known when the test begins.</summary>
    public required InteractionLog BeforeTest { get; init; }

    public required IReadOnlyList<RankingExample> Test { get; init; }

    /// <summary>Whether products are chosen again by who chose them before; else what was seen is no answer.</summary>
    public required bool Repeats { get; init; }

    /// <summary>In words, for the run report.</summary>
    public required string Told { get; init; }

    public static RankingSplit Of(InteractionLog log, int seed)
    {
        if (log.HasClock)
        {
            var last = Enumerable.Range(0, log.Sequences).Where(i => log.LengthOf(i) > 0).Select(i => log.DaysOf(i)[^1]).DefaultIfEmpty().Max();
            var window = Math.Clamp(MathF.Floor(last / ShareOfSpan), 1, LongestWindow);
            var (test, validation) = (last - window, last - (2 * window));
            return Of(
                log.Until(validation), Windows(log, validation, test), log.Until(test), Windows(log, test, last), seed,
                FormattableString.Invariant($"the last {window:0} days are the test, the {window:0} before them the validation"));
        }

        if (log.Owners.Count(owner => owner.StartsWith("s:", StringComparison.Ordinal)) * 2 > log.Sequences)
        {
            var order = Enumerable.Range(0, log.Sequences).ToArray();
            new Random(seed).Shuffle(order);
            var held = log.Sequences / ShareOfSessions;
            int[] test = [.. order.Take(held).Order()], validation = [.. order.Skip(held).Take(held).Order()], rest = [.. order.Skip(2 * held).Order()];
            return Of(
                log.Take(rest), Steps(log, validation), log.Take([.. rest.Concat(validation).Order()]), Steps(log, test), seed,
                "a tenth of the sessions are the test, another the validation; every step after a session's first is one to be guessed");
        }

        return Of(
            log.Cut(i => log.LengthOf(i) - 2), LastSteps(log, 2), log.Cut(i => log.LengthOf(i) - 1), LastSteps(log, 1), seed,
            "everybody's last step is the test, the one before it the validation");
    }

    private static RankingSplit Of(
        InteractionLog beforeValidation, IReadOnlyList<RankingExample> validation, InteractionLog beforeTest, IReadOnlyList<RankingExample> test, int seed, string told)
    {
        var repeats = validation.Count == 0
            || validation.Average(example => example.Targets.Average(target => example.Excluded.Contains(target) ? 1.0 : 0)) >= RepeatShare;
        return new RankingSplit
        {
            BeforeValidation = beforeValidation, Validation = Some(validation, repeats, seed), BeforeTest = beforeTest, Test = Some(test, repeats, seed + 1), Repeats = repeats, Told = told,
        };
    }

    /// <summary>A sample that is the same every time; what was seen before is excluded unless it repeats, and then never is the answer.</summary>
    private static RankingExample[] Some(IReadOnlyList<RankingExample> examples, bool repeats, int seed)
    {
        var chosen = examples.ToArray();
        new Random(seed).Shuffle(chosen);
        return [.. chosen.Take(MostExamples)
            .Select(example => example with { Excluded = repeats ? [] : example.Excluded, Targets = repeats ? example.Targets : [.. example.Targets.Except(example.Excluded)] })
            .Where(example => example.Targets.Length > 0)];
    }

    /// <summary>In (from, to]: the first order of who has a history, and every step of a visit but the very first.</summary>
    private static List<RankingExample> Windows(InteractionLog log, float from, float to)
    {
        var examples = new List<RankingExample>();
        for (var i = 0; i < log.Sequences; i++)
        {
            var days = log.DaysOf(i);
            var visits = log.VisitsOf(i);
            int first = 0, end = days.Length;
            while (first < end && days[first] <= from)
            {
                first++;
            }

            while (end > first && days[end - 1] > to)
            {
                end--;
            }

            bool ordered = false;
            var steps = 0;
            for (var start = first; start < end;)
            {
                var next = start + 1;
                while (next < end && visits[next] == visits[start])
                {
                    next++;
                }

                if (IsOrder(log.WeightsOf(i)[start..next]))
                {
                    if (!ordered && start > 0)
                    {
                        examples.Add(At(log, i, start, next, days[start]));
                        ordered = true;
                    }
                }
                else
                {
                    for (var step = Math.Max(start, 1); step < next && steps < StepsOfOwner; step++, steps++)
                    {
                        examples.Add(At(log, i, step, step + 1, days[step]));
                    }
                }

                start = next;
            }
        }

        return examples;
    }

    private static List<RankingExample> Steps(InteractionLog log, int[] sequences)
    {
        var examples = new List<RankingExample>();
        foreach (var i in sequences)
        {
            for (var step = 1; step < Math.Min(log.LengthOf(i), StepsOfOwner + 1); step++)
            {
                examples.Add(At(log, i, step, step + 1, 0));
            }
        }

        return examples;
    }

    private static List<RankingExample> LastSteps(InteractionLog log, int back) =>
        [.. Enumerable.Range(0, log.Sequences).Where(i => log.LengthOf(i) > back).Select(i => At(log, i, log.LengthOf(i) - back, log.LengthOf(i) - back + 1, 0))];

    private static RankingExample At(InteractionLog log, int sequence, int start, int end, float now)
    {
        var products = log.ProductsOf(sequence);
        return new RankingExample(
            log.Owners[sequence], log.HistoryOf(sequence, start, now), [.. products[start..end].ToArray().Distinct()], [.. products[..start].ToArray().Distinct()]);
    }

    private static bool IsOrder(ReadOnlySpan<float> weights)
    {
        foreach (var weight in weights)
        {
            if (weight < 1)
            {
                return false;
            }
        }

        return true;
    }
}
