namespace Insight.Training.Evaluation;

/// <summary>
/// Brings predictions to the level of the outcomes, so that candidates are compared by how they tell customers apart. How much all customers buy depends on
/// the season, and one validation window cannot say what season the next one has.
/// </summary>
internal static class Level
{
    private const double Smallest = 1e-6;

    /// <summary>Shifts all log-odds by one number so that the mean probability is the share of what happened.</summary>
    public static double[] Probabilities(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        var odds = new double[probability.Length];
        double share = 0;
        for (var i = 0; i < odds.Length; i++)
        {
            var p = Math.Clamp(probability[i], Smallest, 1 - Smallest);
            odds[i] = Math.Log(p / (1 - p));
            share += happened[i] ? 1.0 / odds.Length : 0;
        }

        var shift = Shift(odds, share);
        return [.. odds.Select(o => Sigmoid(o + shift))];
    }

    /// <summary>What is to be added to all log-odds so that the mean probability is a share; at most 20 either way.</summary>
    public static double Shift(double[] odds, double share)
    {
        double low = -20, high = 20;
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = odds.Average(o => Sigmoid(o + middle)) < share ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Multiplies all means by one number so that they sum to the outcomes.</summary>
    public static double[] Means(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var factor = 1 / (1 + Errors.Bias(predicted, actual));
        var scaled = predicted.ToArray();
        return double.IsFinite(factor) ? [.. scaled.Select(value => value * factor)] : scaled;
    }

    private static double Sigmoid(double odds) => 1 / (1 + Math.Exp(-odds));
}
