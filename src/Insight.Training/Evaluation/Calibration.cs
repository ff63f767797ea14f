namespace Insight.Training.Evaluation;

/// <summary>
/// Whether probabilities mean what they say (Cox 1958): the logistic regression of what happened on the predicted log-odds. A slope of 1 and an
/// intercept of 0 are calibrated; a slope below 1 says that predictions are too extreme, above 1 too timid.
/// </summary>
internal readonly record struct Calibration(double Intercept, double Slope)
{
    private const double SmallestProbability = 1e-6;
    private const int MostSteps = 50;

    /// <summary>NaN where only one outcome happened, or all predictions are the same.</summary>
    /// <param name="counts">How often each row counts; empty is once each.</param>
    public static Calibration Of(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened, ReadOnlySpan<int> counts = default)
    {
        var odds = new double[probability.Length];
        double all = 0, positives = 0;
        for (var i = 0; i < odds.Length; i++)
        {
            double count = counts.IsEmpty ? 1 : counts[i];
            (all, positives) = (all + count, positives + (happened[i] ? count : 0));
            var p = Math.Clamp(probability[i], SmallestProbability, 1 - SmallestProbability);
            odds[i] = Math.Log(p / (1 - p));
        }

        // From the base rate: Newton's method from a slope of 1 runs away where predictions are far too extreme.
        double intercept = Math.Log(positives / (all - positives)), slope = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            for (var i = 0; i < odds.Length; i++)
            {
                double count = counts.IsEmpty ? 1 : counts[i];
                var fitted = 1 / (1 + Math.Exp(-(intercept + (slope * odds[i]))));
                var (miss, curvature) = (count * ((happened[i] ? 1 : 0) - fitted), count * fitted * (1 - fitted));
                (g0, g1) = (g0 + miss, g1 + (miss * odds[i]));
                (h00, h01, h11) = (h00 + curvature, h01 + (curvature * odds[i]), h11 + (curvature * odds[i] * odds[i]));
            }

            var determinant = (h00 * h11) - (h01 * h01);
            var (d0, d1) = (((h11 * g0) - (h01 * g1)) / determinant, ((h00 * g1) - (h01 * g0)) / determinant);
            if (!double.IsFinite(d0) || !double.IsFinite(d1) || Math.Abs(slope) > 100)
            {
                return new(double.NaN, double.NaN);
            }

            (intercept, slope) = (intercept + d0, slope + d1);
            if (Math.Abs(d0) + Math.Abs(d1) < 1e-10)
            {
                break;
            }
        }

        return new(intercept, slope);
    }
}
