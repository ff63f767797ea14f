using System.Globalization;
using Insight.Ingestion;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Reports;
using Insight.Training.Runs;

namespace Insight.LocalHost.Output;

/// <summary>The tables that demo and try have in common.</summary>
internal static class Tables
{
    private const int MetricsShown = 4;

    public static void Receipts(Screen screen, IReadOnlyList<IngestionReceipt> receipts)
    {
        screen.Title("What became of every row");
        screen.Table(
            ["File", "Format", "Status", "Read", "Accepted", "Repaired", "Rejected", "Duplicate"],
            receipts.Select(IReadOnlyList<string> (receipt) =>
            [
                receipt.Path[(receipt.Path.IndexOf('/', StringComparison.Ordinal) + 1)..], receipt.Format ?? "-", receipt.Status.ToString().ToLowerInvariant(),
                Count(receipt.Rows.Read), Count(receipt.Rows.Accepted), Count(receipt.Rows.Repaired), Count(receipt.Rows.Rejected), Count(receipt.Rows.Duplicate),
            ]),
            textColumns: 3);
        foreach (var (code, rows) in receipts.SelectMany(receipt => receipt.Reasons).GroupBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(reason => reason.Value))).OrderByDescending(reason => reason.Item2))
        {
            screen.Line($"  {Count(rows),8}  {code}");
        }

        foreach (var receipt in receipts.Where(receipt => receipt is { Message: not null, Status: not IngestionStatus.Done }))
        {
            screen.Line($"  {receipt.Path}: {receipt.Message}");
        }
    }

    public static void Segments(Screen screen, SegmentsReport report)
    {
        screen.Title($"Who the customers are (as of {report.AsOf:yyyy-MM-dd}, snapshot {report.Snapshot})");
        screen.Table(
            ["Segment", "Who they are", "Customers", "Revenue share", "Buys again", "Expected value"],
            report.Segments.OrderByDescending(segment => segment.Revenue).Select(IReadOnlyList<string> (segment) => Row(segment, segment.Told)), textColumns: 2);
        screen.Table(
            ["RFM group", "Customers", "Revenue share", "Buys again", "Expected value"],
            report.Groups.Select(IReadOnlyList<string> (group) => Row(group, null)));

        List<string> Row(GroupSummary group, string? told) =>
        [
            group.Name, .. told is null ? (string[])[] : [told], Count(group.Customers), Percent(group.RevenueShare), Percent(group.Averages.Probability),
            Money(group.Averages.ExpectedValue, report.Currency),
        ];
    }

    public static void Customers(Screen screen, IEnumerable<ScoredCustomer> customers, string currency) => screen.Table(
        ["Customer", "RFM group", "Segment", "Orders", "Revenue", "Buys again", "Orders to come", "Expected value", "80 % interval", "Basis"],
        customers.Select(IReadOnlyList<string> (customer) =>
        [
            customer.CustomerId, customer.RfmGroup, customer.Segment, Count(customer.Orders), Money(customer.Revenue, currency),
            customer.PurchaseProbability is { } probability ? Percent(probability) : "-",
            customer.ExpectedOrders is { } orders ? Number(orders) : "-",
            customer.ExpectedValue is { } value ? Money(value, currency) : "-",
            customer is { ValueLow: { } low, ValueHigh: { } high } ? $"{Number(low)} to {Number(high)}" : "-",
            customer.Basis,
        ]),
        textColumns: 3);

    /// <summary>What to show each of some customers next, and why.</summary>
    public static void Recommendations(Screen screen, IEnumerable<string> customers, IEnumerable<RecommendationAnswer> answers) => screen.Table(
        ["Customer", "Show next", "Why", "Basis"],
        customers.Zip(answers).SelectMany(pair => pair.Second.Items.Select(IReadOnlyList<string> (item, i) =>
            [i == 0 ? pair.First : "", item.Title ?? item.ProductId, item.Reasons[0].Text ?? item.Reasons[0].Rule, item.Basis ?? pair.Second.Basis])),
        textColumns: 4);

    /// <summary>Every candidate beside its baseline, and why what serves was chosen.</summary>
    public static void Models(Screen screen, TrainingRun run)
    {
        screen.Title("Models against baselines, on later time that they had not seen (95 % intervals)");
        foreach (var model in run.Models)
        {
            // What does not fit into a terminal stands in the report.
            var metrics = MetricNames.Telling(model.Candidates).Where(MetricNames.HasOrder).Take(MetricsShown).ToList();
            if (metrics.Count > 0)
            {
                screen.Table(
                    [model.Model, "role", .. metrics.Select(MetricNames.Display)],
                    model.Candidates.Select(IReadOnlyList<string> (candidate) =>
                    [
                        (candidate.Algorithm == model.Algorithm ? "> " : "  ") + candidate.Algorithm, candidate.Role,
                        .. metrics.Select(metric => candidate.Metrics.TryGetValue(metric, out var value) ? Metric(value) : "-"),
                    ]),
                    textColumns: 2);
            }

            screen.Line($"  {model.Model}: {model.Decision ?? "no decision"}{(model.Reason is null ? string.Empty : ": " + model.Reason)}");
        }
    }

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Money(double value, string currency) => value.ToString("#,0.00", CultureInfo.InvariantCulture) + " " + currency;

    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Metric(MetricValue metric) => metric is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{metric.Value:0.000} ({low:0.000} to {high:0.000})")
        : metric.Value.ToString("0.000", CultureInfo.InvariantCulture);
}
