namespace Insight.Training.Learners;

/// <summary>Chooses the weights of a mixture.</summary>
internal static class BlendWeights
{
    private const int Steps = 10;

    public static double[] Equal(int parts) => [.. Enumerable.Repeat(1.0 / parts, parts)];

    /// <summary>
    /// The mean of equal weights and those that lose least on the validation, searched on a grid of tenths. One validation window says little
    /// about which model will be best next time, and equal weights are hard to beat (Stock &amp; Watson 2004): hence half-way.
    /// </summary>
    /// <param name="predictions">By model, then row.</param>
    /// <param name="loss">Of a mixture's predictions; less is better.</param>
    public static double[] Fit(IReadOnlyList<double[]> predictions, Func<double[], double> loss)
    {
        var equal = Equal(predictions.Count);
        var best = equal;
        var least = double.PositiveInfinity;
        foreach (var weights in Grid(predictions.Count, Steps))
        {
            var found = loss(Mix(predictions, weights));
            if (found < least)
            {
                (best, least) = (weights, found);
            }
        }

        return [.. best.Zip(equal, (fitted, prior) => (fitted + prior) / 2)];
    }

    private static double[] Mix(IReadOnlyList<double[]> predictions, double[] weights)
    {
        var mixed = new double[predictions[0].Length];
        for (var m = 0; m < weights.Length; m++)
        {
            for (var i = 0; i < mixed.Length; i++)
            {
                mixed[i] += weights[m] * predictions[m][i];
            }
        }

        return mixed;
    }

    private static IEnumerable<double[]> Grid(int parts, int left)
    {
        if (parts == 1)
        {
            yield return [left / (double)Steps];
            yield break;
        }

        for (var take = 0; take <= left; take++)
        {
            foreach (var rest in Grid(parts - 1, left - take))
            {
                yield return [take / (double)Steps, .. rest];
            }
        }
    }
}
