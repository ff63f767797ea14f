using Insight.Features;

namespace Insight.Training.Tests.Reasons;

/// <summary>
/// Changes a customer's orders so that one feature moves towards its typical value: the whole history earlier or later, the last order earlier or later, all stretched or
/// squeezed around the last order, fewer or more purchase days, other amounts, baskets or no returns. Of the edits that belong to a feature the one that comes closest is taken, the smallest of equals.
/// </summary>
internal static class OrderEdits
{
    private static readonly double[] Factors = [0.9, 1.1, 0.75, 1.33, 0.5, 2, 0.33, 3, 0.2, 5, 0.1, 10, 0.03, 30];

    /// <summary>At least this share of the way to the typical value must be gone.</summary>
    private const double LeastWay = 0.5;

    /// <returns>Null where no edit brings the feature half-way there.</returns>
    public static CustomerHistory? Towards(CustomerHistory history, Cutoff cutoff, int feature, float typical)
    {
        var now = Feature(history);
        if (float.IsNaN(now))
        {
            return null;
        }

        var best = Edits(FeatureVector.Names[feature], history, cutoff)
            .Select(edited => (Edited: edited, Off: Math.Abs(Feature(edited) - typical)))
            .Where(edit => edit.Off <= (1 - LeastWay) * Math.Abs(now - typical))
            .OrderBy(edit => edit.Off).FirstOrDefault();
        return best.Edited;

        float Feature(CustomerHistory of)
        {
            var row = new float[FeatureVector.Count];
            FeatureVector.Compute(of, cutoff, row);
            return row[feature];
        }
    }

    private static IEnumerable<CustomerHistory> Edits(string feature, CustomerHistory history, Cutoff cutoff) => feature switch
    {
        "days_since_last" or "since_last_over_mean_gap" or "since_last_over_max_gap" or "since_last_over_age" => Shifted(history, cutoff),
        "first_to_last_days" => LastMoved(history, cutoff),
        "age_days" => PurchaseDays(history).Length == 1 ? Shifted(history, cutoff) : Stretched(history),
        "mean_gap_days" or "gap_std_days" or "last_gap_days" or "max_gap_days" => Stretched(history),
        "frequency" or "purchases_per_day" => [.. Thinned(history), .. Filled(history)],
        "revenue_last" or "last_over_mean_revenue" => Scaled(history, order => order.Day == history.Orders.Last(o => o.IsPurchase).Day),
        "revenue_first" => Scaled(history, order => order.Day == history.Orders.First(o => o.IsPurchase).Day),
        "units_per_order" or "price_per_unit" => Factors.Select(factor => Each(history, order => order with { Units = order.Units * factor })),
        "products_per_order" or "products_last" => Factors.Select(factor => Each(history, order => order with { Products = Math.Max(1, (int)Math.Round(order.Products * factor)) })),
        "returns" or "return_share" or "days_since_return" => [Each(history, order => order with { Returned = 0 })],
        _ when feature.StartsWith("revenue_", StringComparison.Ordinal) && char.IsDigit(feature[8]) => [.. Scaled(history, _ => true), .. Shifted(history, cutoff)],
        _ when feature.Contains("purchase_days_", StringComparison.Ordinal) => [.. Thinned(history), .. Filled(history), .. Shifted(history, cutoff)],
        _ when feature.Contains("revenue", StringComparison.Ordinal) || feature.Contains("monetary", StringComparison.Ordinal) => Scaled(history, _ => true),
        _ => [],
    };

    private static IEnumerable<CustomerHistory> Shifted(CustomerHistory history, Cutoff cutoff)
    {
        var room = cutoff.Day.DayNumber - history.Orders[^1].Day.DayNumber;
        foreach (var days in Enumerable.Range(1, 400))
        {
            yield return Each(history, order => Moved(order, -days));
            if (days <= room)
            {
                yield return Each(history, order => Moved(order, days));
            }
        }
    }

    /// <summary>BG/NBD's recency: the first order and the customer's age stay.</summary>
    private static IEnumerable<CustomerHistory> LastMoved(CustomerHistory history, Cutoff cutoff)
    {
        var days = PurchaseDays(history);
        if (days.Length == 1)
        {
            yield break;
        }

        for (var day = days[^2].AddDays(1); day <= cutoff.Day; day = day.AddDays(1))
        {
            var by = day.DayNumber - days[^1].DayNumber;
            if (by != 0)
            {
                yield return Each(history, order => order.Day == days[^1] ? Moved(order, by) : order);
            }
        }
    }

    private static IEnumerable<CustomerHistory> Stretched(CustomerHistory history)
    {
        var last = history.Orders[^1].Day.DayNumber;
        return Factors.Select(factor => Each(history, order => Moved(order, (int)Math.Round((last - order.Day.DayNumber) * (1 - factor)))));
    }

    /// <summary>Without the latest but one purchase day, the latest two but one, and so on: when the first and the last order were stays.</summary>
    private static IEnumerable<CustomerHistory> Thinned(CustomerHistory history)
    {
        var days = PurchaseDays(history);
        for (var gone = 1; gone < days.Length; gone++)
        {
            var dropped = days.Length == 2 ? [days[0]] : days[1..^1].Reverse().Take(gone).ToHashSet();
            yield return history with { Orders = [.. history.Orders.Where(order => !dropped.Contains(order.Day))] };
        }
    }

    /// <summary>With up to ten more days between the first and the last order, each like the last.</summary>
    private static IEnumerable<CustomerHistory> Filled(CustomerHistory history)
    {
        var days = PurchaseDays(history);
        var (first, last) = (days[0].DayNumber, days[^1].DayNumber);
        var copy = history.Orders.Last(order => order.IsPurchase);
        for (var more = 1; more <= 10; more++)
        {
            var from = first == last ? last - (30 * (more + 1)) : first;
            var added = Enumerable.Range(1, more).Select(i => Moved(copy, (int)((from + ((last - from) * (long)i / (more + 1))) - last)) with { OrderId = $"added{i}" });
            yield return Sorted(history, [.. history.Orders, .. added]);
        }
    }

    private static IEnumerable<CustomerHistory> Scaled(CustomerHistory history, Func<HistoryOrder, bool> which) => Factors.Select(
        factor => Each(history, order => which(order) ? order with { Revenue = order.Revenue * factor, Returned = order.Returned * factor } : order));

    private static DateOnly[] PurchaseDays(CustomerHistory history) => [.. history.Orders.Where(order => order.IsPurchase).Select(order => order.Day).Distinct().Order()];

    private static HistoryOrder Moved(HistoryOrder order, int days) => order with { OrderedAt = order.OrderedAt.AddDays(days), Day = order.Day.AddDays(days) };

    private static CustomerHistory Each(CustomerHistory history, Func<HistoryOrder, HistoryOrder> edit) => Sorted(history, [.. history.Orders.Select(edit)]);

    private static CustomerHistory Sorted(CustomerHistory history, HistoryOrder[] orders) =>
        history with { Orders = [.. orders.Order(Comparer<HistoryOrder>.Create(CustomerHistory.Compare))] };
}
