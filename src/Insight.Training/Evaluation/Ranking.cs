namespace Insight.Training.Evaluation;

/// <summary>How well scores order outcomes.</summary>
internal static class Ranking
{
    /// <summary>
    /// The probability that a positive scores above a negative, ties counting half (Mann-Whitney, with average ranks).
    /// NaN when one of the classes is absent.
    /// </summary>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        var ranks = AverageRanks(scores);
        double sum = 0, positives = 0;
        for (var i = 0; i < ranks.Length; i++)
        {
            if (positive[i])
            {
                sum += ranks[i];
                positives++;
            }
        }

        var negatives = ranks.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (sum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    /// <summary>
    /// Average precision: Σ (recallₙ − recallₙ₋₁) · precisionₙ over the distinct scores from the highest down, so that ties enter together.
    /// NaN without a positive.
    /// </summary>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        var order = Order(scores);
        double total = 0, hits = 0, sum = 0;
        foreach (var hit in positive)
        {
            total += hit ? 1 : 0;
        }

        for (var i = order.Length - 1; i >= 0;)
        {
            var score = scores[order[i]];
            double gained = 0;
            for (; i >= 0 && scores[order[i]] == score; i--)
            {
                gained += positive[order[i]] ? 1 : 0;
            }

            hits += gained;
            sum += gained / total * (hits / (order.Length - 1 - i));
        }

        return total == 0 ? double.NaN : sum;
    }

    /// <summary>Pearson's correlation of the average ranks. NaN when one side is constant.</summary>
    public static double Spearman(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var a = AverageRanks(predicted);
        var b = AverageRanks(actual);
        var mean = (a.Length + 1) / 2.0;
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }

        return ab / Math.Sqrt(aa * bb);
    }

    private static int[] Order(ReadOnlySpan<double> values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(values.ToArray(), order);
        return order;
    }

    private static double[] AverageRanks(ReadOnlySpan<double> values)
    {
        var order = Order(values);
        var ranks = new double[values.Length];
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && values[order[end]] == values[order[i]])
            {
                end++;
            }

            for (var j = i; j < end; j++)
            {
                ranks[order[j]] = (i + end + 1) / 2.0;
            }

            i = Math.Max(end, i + 1); // NaN equals nothing: go on all the same
        }

        return ranks;
    }
}
