using Insight.Training.Evaluation;

namespace Insight.Training.Learners;

/// <summary>
/// How far the log-odds of probabilities are to be stretched. A mean of calibrated probabilities is too timid (Ranjan &amp; Gneiting 2010, Combining probability forecasts), the more so the less its parts agree; what was
/// fitted on few customers is too bold.
/// </summary>
internal static class Recalibration
{
    /// <summary>Standard deviation of what slopes are in one shop beside another, around 1.</summary>
    private const double BetweenShops = 0.2;

    /// <summary>Standard deviation of a shop's slope in one season beside another: in Online Retail the autumn's lies .2 below the summer's.</summary>
    private const double BetweenSeasons = 0.2;

    private const double Smallest = 1e-6;
    private const double Least = 0.5, Most = 2;
    private const int MostSteps = 50;

    /// <summary>Where outcomes are told apart without a mistake, the best slope is infinite.</summary>
    private const double Steepest = 10;

    /// <summary>
    /// The slope of what happened on the log-odds (Cox 1958), whatever the level; then as far from 1 as a normal prior lets it go: half-way at most, for one validation has one season, and less where
    /// customers are few.
    /// </summary>
    /// <param name="probability">Of rows that it was not fitted on.</param>
    /// <returns>Between .5 and 2; 1 where nothing can be learnt.</returns>
    public static double Slope(double[] probability, bool[] happened)
    {
        double[] odds = [.. probability.Select(Odds)];
        var share = happened.Average(h => h ? 1.0 : 0.0);
        double slope = 1, precision = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            double[] stretched = [.. odds.Select(o => slope * o)];
            var shift = Level.Shift(stretched, share);
            double gradient = 0, weight = 0, weighted = 0, squared = 0;
            for (var i = 0; i < odds.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(stretched[i] + shift)));
                var curvature = p * (1 - p);
                gradient += ((happened[i] ? 1 : 0) - p) * odds[i];
                (weight, weighted, squared) = (weight + curvature, weighted + (curvature * odds[i]), squared + (curvature * odds[i] * odds[i]));
            }

            precision = squared - (weighted * weighted / weight);
            var change = gradient / precision;
            if (!double.IsFinite(change))
            {
                return 1;
            }

            slope = Math.Clamp(slope + change, 0, Steepest);
            if (Math.Abs(change) < 1e-9)
            {
                break;
            }
        }

        var prior = BetweenShops * BetweenShops;
        return Math.Clamp(1 + ((slope - 1) * prior / (prior + (BetweenSeasons * BetweenSeasons) + (1 / precision))), Least, Most);
    }

    private static double Odds(double probability)
    {
        var p = Math.Clamp(probability, Smallest, 1 - Smallest);
        return Math.Log(p / (1 - p));
    }
}
