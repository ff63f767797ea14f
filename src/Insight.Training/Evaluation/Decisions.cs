namespace Insight.Training.Evaluation;

/// <summary>What comes of saying yes to every probability at or above a threshold.</summary>
/// <param name="Accuracy">The share that was told right.</param>
/// <param name="Recall">Of those to whom it happened, the share told yes.</param>
/// <param name="Precision">Of those told yes, the share to whom it happened; NaN where nobody was.</param>
/// <param name="F1">The harmonic mean of recall and precision, 0 where nobody was told right.</param>
internal readonly record struct Decisions(double Accuracy, double Recall, double Precision, double F1)
{
    /// <param name="counts">How often each row counts; empty is once each.</param>
    public static Decisions At(double threshold, ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened, ReadOnlySpan<int> counts = default)
    {
        double right = 0, yes = 0, positives = 0, all = 0, hits = 0;
        for (var i = 0; i < probability.Length; i++)
        {
            double count = counts.IsEmpty ? 1 : counts[i];
            var told = probability[i] >= threshold;
            all += count;
            yes += told ? count : 0;
            positives += happened[i] ? count : 0;
            hits += told && happened[i] ? count : 0;
            right += told == happened[i] ? count : 0;
        }

        return new(right / all, hits / positives, hits / yes, 2 * hits / (yes + positives));
    }

    /// <summary>The threshold of the best F1, half-way to the next lower probability; .5 where nothing happened.</summary>
    public static double BestThreshold(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        double[] keys = [.. probability];
        bool[] outcomes = [.. happened];
        Array.Sort(keys, outcomes);
        double positives = outcomes.Count(outcome => outcome), hits = 0, best = 0, threshold = 0.5;
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            hits += outcomes[i] ? 1 : 0;
            var f1 = 2 * hits / (keys.Length - i + positives);
            if ((i == 0 || keys[i - 1] < keys[i]) && f1 > best)
            {
                (best, threshold) = (f1, i == 0 ? keys[0] : (keys[i] + keys[i - 1]) / 2);
            }
        }

        return threshold;
    }
}
