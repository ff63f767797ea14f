using System.Globalization;
using Insight.Ingestion;
using Insight.LocalHost.Output;
using Insight.Profiles;
using Insight.Reports;

namespace Insight.LocalHost.Demo;

/// <summary>What the system found, beside what was planted.</summary>
internal static class Recovered
{
    public static void Print(
        Screen screen, DemoTruths truths, IReadOnlyList<IngestionReceipt> receipts, IReadOnlyList<ScoredCustomer> customers, IReadOnlyDictionary<string, CustomerProfile> profiles)
    {
        var currency = truths.Options.Currency;
        var bought = customers.Where(customer => customer.Orders > 0).ToList();
        var scored = profiles.Where(pair => pair.Value.Purchase is not null && truths.Future.ContainsKey(pair.Key))
            .Select(pair => (pair.Key, Purchase: pair.Value.Purchase!, Recency: pair.Value.Rfm?.RecencyDays ?? double.MaxValue, Future: truths.Future[pair.Key])).ToList(); // filtered above
        var loyal = truths.LoyalEmails.ToHashSet(StringComparer.Ordinal);
        var rejectedPlanted = truths.DirtyRows.Where(kind => kind.Key is not ("in two files" or "row twice")).Sum(kind => kind.Value);
        var duplicatePlanted = truths.DirtyRows.Sum(kind => kind.Value) - rejectedPlanted;

        screen.Title("Planted, and found");
        screen.Table(
            ["", "Planted", "Found"],
            [
                ["Customers", Tables.Count(truths.Customers), Tables.Count(bought.Count)],
                [$"Revenue less returns, {currency}", Money(truths.NetRevenue), Tables.Number(bought.Sum(customer => customer.Revenue))],
                ["Customers who bought on one day only", Tables.Count(truths.OneOff), Tables.Count(bought.Count(customer => customer.Frequency == 0))],
                ["Dirty rows: to be rejected", Tables.Count(rejectedPlanted), Tables.Count(receipts.Sum(receipt => receipt.Rows.Rejected))],
                ["Rows that came twice", Tables.Count(duplicatePlanted), Tables.Count(receipts.Sum(receipt => receipt.Rows.Duplicate))],
                [$"Purchase days in the {truths.Options.FutureDays} days after the files end", Tables.Count(scored.Sum(customer => customer.Future)), Tables.Number(scored.Sum(customer => customer.Purchase.ExpectedOrders))],
                ["Of them by the loyal, who come every four weeks", Tables.Count(scored.Where(customer => loyal.Contains(customer.Key)).Sum(customer => customer.Future)), Tables.Number(scored.Where(customer => loyal.Contains(customer.Key)).Sum(customer => customer.Purchase.ExpectedOrders))],
                ["Who buys in those days: mean probability of those who do", "buy", Mean(scored.Where(customer => customer.Future > 0).Select(customer => customer.Purchase.Probability))],
                ["Who buys in those days: mean probability of those who do not", "do not", Mean(scored.Where(customer => customer.Future == 0).Select(customer => customer.Purchase.Probability))],
                ["AUC on that future (0.5 is chance)", "recency alone " + Number(Auc(scored.Select(customer => (-customer.Recency, customer.Future > 0)))), "model " + Number(Auc(scored.Select(customer => (customer.Purchase.Probability, customer.Future > 0))))],
            ]);
        screen.Line($"  Planted too: December sells {Number(truths.DecemberFactor)} times a mean month before {truths.DecemberGuests} guests who buy one present (see the report's first picture);");
        screen.Line($"  {truths.Options.RepricedProduct} costs {(truths.Options.RepricedFactor - 1) * 100:0} % more from {truths.Options.RepricedOn:yyyy-MM-dd} (no model reads prices yet).");
    }

    /// <summary>Area under the ROC curve by ranks (Mann and Whitney), ties counted half; NaN when all are alike.</summary>
    internal static double Auc(IEnumerable<(double Score, bool Positive)> rows)
    {
        var ordered = rows.OrderBy(row => row.Score).ToList();
        double positives = ordered.Count(row => row.Positive), negatives = ordered.Count - positives, ranks = 0;
        for (var i = 0; i < ordered.Count;)
        {
            var j = i;
            while (j < ordered.Count && ordered[j].Score.Equals(ordered[i].Score))
            {
                j++;
            }

            // Rows i … j−1 tie and share the mean of the ranks i+1 … j.
            ranks += (i + 1 + j) / 2.0 * ordered.Skip(i).Take(j - i).Count(row => row.Positive);
            i = j;
        }

        return (ranks - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    private static string Mean(IEnumerable<double> values) => Tables.Percent(values.DefaultIfEmpty(double.NaN).Average());

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Money(decimal value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);
}
