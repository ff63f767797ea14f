using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>Everybody's first order after a moment, where something was known of them before it.</summary>
internal sealed class FirstOrders
{
    private readonly List<(int Sequence, int Start, int End)> _steps = [];

    /// <param name="earlier">What was known at the moment: the same sequences, each as far as it had come.</param>
    public FirstOrders(InteractionLog earlier, InteractionLog later)
    {
        for (var i = 0; i < later.Sequences; i++)
        {
            var (start, length) = (earlier.LengthOf(i), later.LengthOf(i));
            while (start < length && later.WeightsOf(i)[start] < InteractionLog.Purchase)
            {
                start++;
            }

            if (start > 0 && start < length)
            {
                _steps.Add((i, start, later.EndOfOrder(i, start)));
            }
        }
    }

    /// <param name="log">Everything.</param>
    /// <param name="known">Everything, or the purchases in it: what histories are made of.</param>
    /// <param name="repeats">Otherwise what was bought before is no answer.</param>
    public List<RankingExample> Examples(InteractionLog log, InteractionLog known, bool repeats)
    {
        var examples = new List<RankingExample>();
        foreach (var (i, start, end) in _steps)
        {
            int[] bought = [.. Enumerable.Range(0, start).Where(k => log.WeightsOf(i)[k] >= InteractionLog.Purchase).Select(k => log.ProductsOf(i)[k])];
            int[] excluded = repeats ? [] : [.. bought.Distinct()];
            int[] targets = [.. log.ProductsOf(i)[start..end].ToArray().Distinct().Except(excluded)];
            if (targets.Length > 0)
            {
                examples.Add(new RankingExample(log.Owners[i], known.HistoryOf(i, known == log ? start : bought.Length, log.DaysOf(i)[start]), targets, excluded));
            }
        }

        return examples;
    }
}
