namespace Insight.Training.Evaluation;

/// <summary>How far predictions are from outcomes; per row, so that means can be compared in pairs.</summary>
internal static class Errors
{
    /// <summary>A probability of exactly 0 or 1 that fails would cost infinitely much.</summary>
    private const double SmallestProbability = 1e-6;

    /// <summary>−log of the probability given to what happened.</summary>
    public static double[] LogLoss(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        var losses = new double[probability.Length];
        for (var i = 0; i < losses.Length; i++)
        {
            var p = Math.Clamp(probability[i], SmallestProbability, 1 - SmallestProbability);
            losses[i] = -Math.Log(happened[i] ? p : 1 - p);
        }

        return losses;
    }

    /// <summary>(probability − outcome)².</summary>
    public static double[] Brier(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        var losses = new double[probability.Length];
        for (var i = 0; i < losses.Length; i++)
        {
            var miss = probability[i] - (happened[i] ? 1 : 0);
            losses[i] = miss * miss;
        }

        return losses;
    }

    public static double[] Absolute(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var losses = new double[predicted.Length];
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = Math.Abs(predicted[i] - actual[i]);
        }

        return losses;
    }

    public static double[] Squared(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        var losses = Absolute(predicted, actual);
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] *= losses[i];
        }

        return losses;
    }

    /// <summary>
    /// Twice the Poisson log-likelihood ratio, y·log(y/μ) − (y − μ): least, in expectation, at the true mean, and less ruled by the few largest
    /// outcomes than the squared error is.
    /// </summary>
    /// <param name="floor">Predictions below it count as it: an expectation of 0 that is followed by a purchase would cost infinitely much.</param>
    public static double[] PoissonDeviance(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, double floor = 1e-6)
    {
        var losses = new double[predicted.Length];
        for (var i = 0; i < losses.Length; i++)
        {
            double mean = Math.Max(predicted[i], floor), y = actual[i];
            losses[i] = 2 * ((y > 0 ? y * Math.Log(y / mean) : 0) - (y - mean));
        }

        return losses;
    }

    /// <summary>Σ predicted / Σ actual − 1: 0 is unbiased, −.1 is a tenth too little. NaN when nothing happened.</summary>
    public static double Bias(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        double p = 0, a = 0;
        for (var i = 0; i < predicted.Length; i++)
        {
            p += predicted[i];
            a += actual[i];
        }

        return a == 0 ? double.NaN : (p / a) - 1;
    }
}
