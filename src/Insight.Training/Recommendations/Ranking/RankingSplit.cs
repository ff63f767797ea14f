using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.Ranking;

/// <summary>
/// What is learned from and what judges it, always later. With a clock the last days are the test and as many before them the validation; customers without one are judged by their last step and the one
/// before; sessions without one by some that are held out whole.
/// </summary>
internal sealed record RankingSplit
{
    /// <summary>More examples than this make intervals narrower than a shop needs.</summary>
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

    /// <param name="most">Examples of each part at most; of more a sample.</param>
    public static RankingSplit Of(InteractionLog log, int seed, int most = MostExamples)
    {
        if (log.HasClock)
        {
            var last = log.LastDay;
            var window = Math.Clamp(MathF.Floor(last / ShareOfSpan), 1, LongestWindow);
            var (test, validation) = (last - window, last - (2 * window));
            return Of(
                log, log.Until(validation), Windows(log, validation, test), log.Until(test), Windows(log, test, last), seed, most,
                FormattableString.Invariant($"the last {window:0} days are the test, the {window:0} before them the validation"));
        }

        if (log.Owners.Count(owner => owner.StartsWith("s:", StringComparison.Ordinal)) * 2 > log.Sequences)
        {
            var order = Enumerable.Range(0, log.Sequences).ToArray();
            new Random(seed).Shuffle(order);
            var held = log.Sequences / ShareOfSessions;
            int[] test = [.. order.Take(held).Order()], validation = [.. order.Skip(held).Take(held).Order()], rest = [.. order.Skip(2 * held).Order()];
            return Of(
                log, log.Take(rest), Steps(log, validation), log.Take([.. rest.Concat(validation).Order()]), Steps(log, test), seed, most,
                "a tenth of the sessions are the test, another the validation; every step after a session's first is one to be guessed");
        }

        return Of(
            log, log.Cut(i => log.LengthOf(i) - 2), LastSteps(log, 2), log.Cut(i => log.LengthOf(i) - 1), LastSteps(log, 1), seed, most,
            "everybody's last step is the test, the one before it the validation");
    }

    private static RankingSplit Of(
        InteractionLog log, InteractionLog beforeValidation, List<Question> validation, InteractionLog beforeTest, List<Question> test, int seed, int most, string told)
    {
        var judging = Sample(log, validation, seed, most);
        var repeats = judging.Length == 0 || judging.Average(example => example.Targets.Average(target => example.Excluded.Contains(target) ? 1.0 : 0)) >= RepeatShare;
        return new RankingSplit
        {
            BeforeValidation = beforeValidation, Validation = Judged(judging, repeats), BeforeTest = beforeTest, Test = Judged(Sample(log, test, seed + 1, most), repeats), Repeats = repeats, Told = told,
        };
    }

    /// <summary>A sample that is the same every time. Only what is in it becomes an example: the histories of all questions of a large shop would not fit into memory.</summary>
    private static RankingExample[] Sample(InteractionLog log, List<Question> questions, int seed, int most)
    {
        var chosen = questions.ToArray();
        new Random(seed).Shuffle(chosen);
        return [.. chosen.Take(most).Select(question => question.Of(log))];
    }

    /// <summary>What was seen before is excluded unless it repeats, and then never is the answer.</summary>
    private static RankingExample[] Judged(RankingExample[] examples, bool repeats) =>
        [.. examples
            .Select(example => example with { Excluded = repeats ? [] : example.Excluded, Targets = repeats ? example.Targets : [.. example.Targets.Except(example.Excluded)] })
            .Where(example => example.Targets.Length > 0)];

    /// <summary>
    /// In (from, to], of who has a history: what they bought first, and every step that is no purchase. Of an order nothing is known when the rest of it is to be guessed.
    /// </summary>
    private static List<Question> Windows(InteractionLog log, float from, float to)
    {
        var questions = new List<Question>();
        for (var i = 0; i < log.Sequences; i++)
        {
            var days = log.DaysOf(i);
            var weights = log.WeightsOf(i);
            int first = 0, end = days.Length;
            while (first < end && days[first] <= from)
            {
                first++;
            }

            while (end > first && days[end - 1] > to)
            {
                end--;
            }

            var ordered = false;
            var steps = 0;
            for (var start = first; start < end;)
            {
                var next = log.EndOfOrder(i, start);
                var isOrder = weights[start] >= InteractionLog.Purchase;
                if (start > 0 && (isOrder ? !ordered : steps < StepsOfOwner))
                {
                    questions.Add(new Question(i, start, next, days[start]));
                    ordered |= isOrder;
                    steps += isOrder ? 0 : 1;
                }

                start = next;
            }
        }

        return questions;
    }

    private static List<Question> Steps(InteractionLog log, int[] sequences)
    {
        var questions = new List<Question>();
        foreach (var i in sequences)
        {
            for (var step = 1; step < Math.Min(log.LengthOf(i), StepsOfOwner + 1); step++)
            {
                questions.Add(new Question(i, step, step + 1, 0));
            }
        }

        return questions;
    }

    private static List<Question> LastSteps(InteractionLog log, int back) =>
        [.. Enumerable.Range(0, log.Sequences).Where(i => log.LengthOf(i) > back).Select(i => new Question(i, log.LengthOf(i) - back, log.LengthOf(i) - back + 1, 0))];

    /// <summary>What comes at the steps from the start to before the end, asked, at a day, of who did what stands before them.</summary>
    private readonly record struct Question(int Sequence, int Start, int End, float Now)
    {
        public RankingExample Of(InteractionLog log)
        {
            var products = log.ProductsOf(Sequence);
            return new RankingExample(
                log.Owners[Sequence], log.HistoryOf(Sequence, Start, Now), [.. products[Start..End].ToArray().Distinct()], [.. products[..Start].ToArray().Distinct()])
            {
                Step = Start,
            };
        }
    }
}
