namespace Insight.Training.Evaluation;

/// <summary>How well scores order outcomes. The scores are sorted once; each statistic can then be had for any resample in one pass.</summary>
internal sealed class Ranking
{
    private readonly double[] scores;
    private readonly int[] order;

    public Ranking(ReadOnlySpan<double> scores)
    {
        this.scores = scores.ToArray();
        order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort((double[])this.scores.Clone(), order);
    }

    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive) => new Ranking(scores).Auc(positive, counts: default);

    /// <summary>
    /// The probability that a positive scores above a negative, ties counting half (Mann-Whitney). NaN when one of the classes is absent.
    /// </summary>
    /// <param name="counts">How often each row counts; empty is once each.</param>
    public double Auc(ReadOnlySpan<bool> positive, ReadOnlySpan<int> counts)
    {
        double won = 0, negativesBelow = 0, positives = 0;
        for (var i = 0; i < order.Length;)
        {
            var score = scores[order[i]];
            double here = 0, negatives = 0;
            do
            {
                var row = order[i++];
                double count = counts.IsEmpty ? 1 : counts[row];
                (here, negatives) = positive[row] ? (here + count, negatives) : (here, negatives + count);
            }
            while (i < order.Length && scores[order[i]] == score);
            won += here * (negativesBelow + (negatives / 2));
            negativesBelow += negatives;
            positives += here;
        }

        return positives == 0 || negativesBelow == 0 ? double.NaN : won / (positives * negativesBelow);
    }

    /// <summary>
    /// Average precision: Σ (recallₙ − recallₙ₋₁) · precisionₙ over the distinct scores from the highest down, so that ties enter together.
    /// NaN without a positive.
    /// </summary>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        var order = new Ranking(scores).order;
        double total = 0, hits = 0, sum = 0;
        foreach (var hit in positive)
        {
            total += hit ? 1 : 0;
        }

        for (var i = order.Length - 1; i >= 0;)
        {
            var score = scores[order[i]];
            double gained = 0;
            do
            {
                gained += positive[order[i--]] ? 1 : 0;
            }
            while (i >= 0 && scores[order[i]] == score);
            hits += gained;
            sum += gained / total * (hits / (order.Length - 1 - i));
        }

        return total == 0 ? double.NaN : sum;
    }

    public static double Spearman(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual) => Spearman(new Ranking(predicted), new Ranking(actual), counts: default);

    /// <summary>Pearson's correlation of the average ranks of the same rows. NaN when one side is constant.</summary>
    /// <inheritdoc cref="Auc(ReadOnlySpan{bool}, ReadOnlySpan{int})" path="/param"/>
    public static double Spearman(Ranking predicted, Ranking actual, ReadOnlySpan<int> counts)
    {
        var a = predicted.AverageRanks(counts);
        var b = actual.AverageRanks(counts);
        double total = 0, sumA = 0, sumB = 0, sumAb = 0, sumAa = 0, sumBb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double count = counts.IsEmpty ? 1 : counts[i];
            total += count;
            sumA += count * a[i];
            sumB += count * b[i];
            sumAb += count * a[i] * b[i];
            sumAa += count * a[i] * a[i];
            sumBb += count * b[i] * b[i];
        }

        return (sumAb - (sumA * sumB / total)) / Math.Sqrt((sumAa - (sumA * sumA / total)) * (sumBb - (sumB * sumB / total)));
    }

    /// <summary>The share of all that is had (revenue) which the best-scored <paramref name="share"/> of the rows have. NaN when there is nothing to have.</summary>
    /// <inheritdoc cref="Auc(ReadOnlySpan{bool}, ReadOnlySpan{int})" path="/param"/>
    public double TopShare(double share, ReadOnlySpan<double> had, ReadOnlySpan<int> counts)
    {
        double rows = 0, all = 0, top = 0, taken = 0;
        for (var i = 0; i < had.Length; i++)
        {
            double count = counts.IsEmpty ? 1 : counts[i];
            rows += count;
            all += count * had[i];
        }

        for (var i = order.Length - 1; i >= 0 && taken < share * rows; i--)
        {
            var count = Math.Min(counts.IsEmpty ? 1 : counts[order[i]], (share * rows) - taken);
            taken += count;
            top += count * had[order[i]];
        }

        return all == 0 ? double.NaN : top / all;
    }

    private double[] AverageRanks(ReadOnlySpan<int> counts)
    {
        var ranks = new double[scores.Length];
        double below = 0;
        for (var i = 0; i < order.Length;)
        {
            var (start, score) = (i, scores[order[i]]);
            double here = 0;
            do
            {
                here += counts.IsEmpty ? 1 : counts[order[i]];
                i++;
            }
            while (i < order.Length && scores[order[i]] == score);
            for (var j = start; j < i; j++)
            {
                ranks[order[j]] = below + ((here + 1) / 2);
            }

            below += here;
        }

        return ranks;
    }
}
