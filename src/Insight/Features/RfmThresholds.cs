using Insight.Profiles;

namespace Insight.Features;

/// <summary>
/// The quintiles of a shop's customers by recency (days since the last purchase day), frequency (repeat purchase days) and monetary value (mean
/// revenue per purchase day), fitted on the customers who have bought. A value's score is one more than the number of bounds below it, so
/// equal values have equal scores, whatever the order of the customers; the lowest recency scores 5.
/// </summary>
public sealed record RfmThresholds
{
    /// <summary>The 20, 40, 60 and 80 % quantiles (the smallest value that this share does not exceed); empty when nobody has bought.</summary>
    public required IReadOnlyList<double> RecencyDays { get; init; }

    /// <inheritdoc cref="RecencyDays"/>
    public required IReadOnlyList<double> Frequency { get; init; }

    /// <inheritdoc cref="RecencyDays"/>
    public required IReadOnlyList<double> Monetary { get; init; }

    public static RfmThresholds Fit(IEnumerable<(double RecencyDays, int Frequency, double Monetary)> customers)
    {
        var all = customers.ToList();
        return new RfmThresholds
        {
            RecencyDays = Quintiles(all.Select(customer => customer.RecencyDays)),
            Frequency = Quintiles(all.Select(customer => (double)customer.Frequency)),
            Monetary = Quintiles(all.Select(customer => customer.Monetary)),
        };
    }

    /// <summary>What <see cref="Fit"/> takes of a customer; null for one who has not bought by the cutoff.</summary>
    public static (double RecencyDays, int Frequency, double Monetary)? Measure(CustomerHistory history, Cutoff cutoff)
    {
        using var days = PurchaseDays.Of(history, cutoff);
        return Measure(days.Span, cutoff);
    }

    /// <summary>Scores and group at the cutoff. A customer who has not bought is a prospect, with all figures 0.</summary>
    public RfmScore Score(CustomerHistory history, Cutoff cutoff)
    {
        using var days = PurchaseDays.Of(history, cutoff);
        return Score(days.Span, cutoff);
    }

    /// <param name="days">Those of the customer at the cutoff.</param>
    internal RfmScore Score(ReadOnlySpan<PurchaseDay> days, Cutoff cutoff)
    {
        if (Measure(days, cutoff) is not { } measured)
        {
            return new RfmScore(null, 0, 0, 0, 0, 0, RfmGroups.Prospects);
        }

        var r = 6 - Quintile(RecencyDays, measured.RecencyDays);
        var f = Quintile(Frequency, measured.Frequency);
        var m = Quintile(Monetary, measured.Monetary);
        return new RfmScore(measured.RecencyDays, measured.Frequency, measured.Monetary, r, f, m, RfmGroups.Of(r, f, m));
    }

    private static (double RecencyDays, int Frequency, double Monetary)? Measure(ReadOnlySpan<PurchaseDay> days, Cutoff cutoff) => days.IsEmpty
        ? null
        : (cutoff.Day.DayNumber - days[^1].Day.DayNumber, days.Length - 1, FeatureVector.Revenue(days) / days.Length);

    private static double[] Quintiles(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? [] : [.. Enumerable.Range(1, 4).Select(i => sorted[((i * sorted.Length) + 4) / 5 - 1])];
    }

    /// <summary>1 to 5; the middle when there is nobody to compare with.</summary>
    private static int Quintile(IReadOnlyList<double> bounds, double value)
    {
        var score = bounds.Count == 0 ? 3 : 1;
        for (var i = 0; i < bounds.Count; i++)
        {
            score += bounds[i] < value ? 1 : 0;
        }

        return score;
    }
}
