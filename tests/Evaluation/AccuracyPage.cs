using System.Globalization;
using System.Text;
using Insight.Registry;
using Insight.Reports;

namespace Insight.Evaluation;

/// <summary>The accuracy tables of a data set as Markdown.</summary>
internal static class AccuracyPage
{
    public static string Write(Arguments arguments, ShopData data, IReadOnlyList<Trial> trials, IReadOnlyList<SmallShop> small, TimeSpan duration)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# {arguments.DataSet}\n");
        page.AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project tests/Evaluation -- {arguments.DataSet} --horizon {arguments.Horizon} --origins {arguments.Origins} --spacing {arguments.Spacing} --seed {arguments.Seed} --currency {arguments.Currency} --zone {arguments.Zone}`");
        page.AppendLine(CultureInfo.InvariantCulture, $"in {duration.TotalSeconds:0} s; snapshot {data.Snapshot}, {data.Histories.Count:#,0} customers with orders from {data.First:yyyy-MM-dd} to {data.Last:yyyy-MM-dd}; horizon {arguments.Horizon} days.\n");
        page.AppendLine("Every choice, fit and interval at an origin saw only what came before it. In brackets the 95 % interval over customers (bootstrap; a customer's rows at several origins are drawn together).");
        foreach (var trial in trials)
        {
            Write(page, trial);
        }

        Write(page, small);
        return page.ToString();
    }

    private static void Write(StringBuilder page, IReadOnlyList<SmallShop> shops)
    {
        page.AppendLine("\n## Small shops\n\nBuyers drawn from the data set; each draw is trained by itself, at the origins in turn.\n");
        Row(page, ["buyers", "draws", "answered", "in the 80 % interval", "probability − share that bought", "purchase by", "value by"]);
        Row(page, Enumerable.Repeat("---", 7));
        foreach (var shop in shops)
        {
            Row(page, [
                Whole(shop.Buyers), Whole(shop.Draws), shop.Answered.ToString("0 %", CultureInfo.InvariantCulture), Text(shop.Coverage), Text(shop.ProbabilityGap), shop.Purchase, shop.Value]);
        }

        static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static void Write(StringBuilder page, Trial trial)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"\n## {trial.Model}\n\nAll origins together ({string.Join(", ", trial.ByOrigin.Select(origin => origin.Origin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}):\n");
        Row(page, trial.Candidates.Select(candidate => candidate.Algorithm == trial.Shipped ? $"**{candidate.Algorithm}**" : candidate.Algorithm).Prepend("metric"));
        Row(page, trial.Candidates.Select(_ => "---").Prepend("---"));
        foreach (var metric in trial.Candidates.MaxBy(candidate => candidate.Metrics.Count)!.Metrics.Keys) // there are candidates
        {
            Row(page, trial.Candidates.Select(candidate => candidate.Metrics.TryGetValue(metric, out var value) ? Text(value) : "–").Prepend(MetricNames.Display(metric)));
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"\nHow much better {trial.Shipped} is, on the same customers (positive is better):\n");
        var metrics = trial.Differences.Select(difference => difference.Metric).Distinct().ToList();
        Row(page, metrics.Select(MetricNames.Display).Prepend("than"));
        Row(page, metrics.Select(_ => "---").Prepend("---"));
        foreach (var other in trial.Differences.GroupBy(difference => difference.Against))
        {
            Row(page, other.Select(difference => Text(difference.Gain)).Prepend(other.Key));
        }

        page.AppendLine("\nBy origin:\n");
        Row(page, trial.Candidates.Select(candidate => candidate.Algorithm).Prepend("metric").Prepend("origin"));
        Row(page, trial.Candidates.Select(_ => "---").Prepend("---").Prepend("---"));
        foreach (var (origin, candidates) in trial.ByOrigin)
        {
            foreach (var metric in metrics.Concat(["calibrationSlope", "coverage80", "bias", "biasOrders"]).Where(metric => candidates.Any(candidate => candidate.Metrics.ContainsKey(metric))))
            {
                Row(page, candidates.Select(candidate => candidate.Metrics.TryGetValue(metric, out var value) ? Number(value.Value) : "–").Prepend(MetricNames.Display(metric)).Prepend(origin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }
        }

        Write(page, trial.Choices);
    }

    private static void Write(StringBuilder page, IReadOnlyList<WindowChoice> choices)
    {
        if (choices.Count == 0)
        {
            return;
        }

        page.AppendLine("\nWhat each validation window by itself would choose, and its loss on the test; the newest of an origin decides:\n");
        Row(page, ["origin", "window", "choice", "loss"]);
        Row(page, Enumerable.Repeat("---", 4));
        foreach (var choice in choices)
        {
            Row(page, [
                choice.Origin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), choice.Window.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), choice.Choice, Number(choice.Loss)]);
        }
    }

    private static void Row(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Text(MetricValue value) => value is { Low: { } low, High: { } high } ? $"{Number(value.Value)} [{Number(low)}, {Number(high)}]" : Number(value.Value);

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 10 ? "0.0" : "0.0000", CultureInfo.InvariantCulture);
}
