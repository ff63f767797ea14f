using System.Globalization;
using System.Text;
using System.Text.Json;
using Insight.Registry;
using Insight.Reports;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>The accuracy of recommendations on a data set as Markdown.</summary>
internal static class RecommendationPage
{
    public static string Write(RecommendationArguments arguments, RecommendationTrial trial, BrowsingAblation? browsing, HttpTrial? http, TimeSpan duration)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Recommendations: {arguments.DataSet}\n");
        page.AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project tests/Evaluation -- recommend {arguments.DataSet}{(arguments.Test is null ? "" : $" --test {arguments.Test}")}{(browsing is null ? "" : " --ablate browsing")}{(arguments.Minutes == RecommendationArguments.UsualMinutes ? "" : $" --minutes {arguments.Minutes}")} --seeds {arguments.Seeds}{(http is null ? "" : " --http yes")}`");
        page.AppendLine(CultureInfo.InvariantCulture, $"in {duration.TotalSeconds:0} s, of which the first seed's training took {trial.Training.TotalSeconds:0} s (choice of settings, networks and blend on the validation, and all of them fitted again to what came before the test).\n");
        if (arguments.DataSet == SampleShop.Name)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"{SampleShop.Told}\n");
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"{trial.Log.Products:#,0} products, {trial.Log.Interactions:#,0} interactions in {trial.Log.Sequences:#,0} sequences; {trial.Split.Told}. All products are ranked, equal scores share the mean of their places; {(trial.Split.Repeats ? "what was seen may come again" : "what was seen is no answer")}. {trial.Split.Test.Count:#,0} histories of the test; 95 % intervals over their owners.\n");
        page.AppendLine(CultureInfo.InvariantCulture, $"{string.Join(' ', trial.Notes.Prepend($"The validation chose **{trial.Best}**."))}\n");
        var metrics = trial.Candidates[0].Metrics.Keys.ToList();
        Row(page, trial.Candidates.Select(candidate => candidate.Algorithm == trial.Best ? $"**{candidate.Algorithm}**" : candidate.Algorithm).Prepend("metric"));
        Row(page, trial.Candidates.Select(_ => "---").Prepend("---"));
        foreach (var metric in metrics)
        {
            Row(page, trial.Candidates.Select(candidate => candidate.Metrics.TryGetValue(metric, out var value) ? Text(value) : "–").Prepend(MetricNames.Display(metric)));
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"\nHow much better {trial.Best} ranks the same histories:\n");
        Row(page, ["than", "NDCG@20"]);
        Row(page, ["---", "---"]);
        foreach (var comparison in trial.Comparisons)
        {
            Row(page, [comparison.Against, Text(comparison.Gains[0].Gain)]);
        }

        if (http is not null)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"\nA running LocalHost was given what comes before the test, trained by itself{(arguments.Test is null ? " (it knows nothing later to judge by, and so chooses on earlier histories)" : "")} and was asked over HTTP; then the model of the table, of seed 1, was put in the place of its own:\n");
            Row(page, ["who answered", "HR@10", "NDCG@10", "HR@20", "MRR@20"]);
            Row(page, Enumerable.Repeat("---", 5));
            Row(page, [$"{trial.Best} of the table, as above", .. trial.Seeds.Single(row => row.Seed == 1 && row.Algorithm == trial.Best).Values.Select(Number)]);
            Row(page, ["the same, over HTTP", .. http.Published.Select(Number)]);
            Row(page, [$"the shop's own {http.Algorithm}, over HTTP", .. http.Own.Select(Number)]);
        }

        if (browsing is not null)
        {
            Browsing(page, browsing);
        }

        Bands(page, trial, "By the popularity of what came next", "Share of the products that came next which stand among the first 20", "products", Popularity(trial));
        Bands(page, trial, "By the length of the history", "HR@20", "histories", [.. trial.Split.Test.Select((example, i) =>
            (example.History.Length switch { 0 => "none", 1 => "1", <= 3 => "2–3", <= 9 => "4–9", _ => "10 and more" }, (Func<RankedExample[], double>)(ranked => ranked[i].Targets.Hit(20))))]);
        page.AppendLine("\n## Seeds\n");
        Row(page, ["seed", "recommender", "HR@10", "NDCG@10", "HR@20", "MRR@20"]);
        Row(page, Enumerable.Repeat("---", 6));
        foreach (var (seed, name, figures) in trial.Seeds)
        {
            Row(page, [seed.ToString(CultureInfo.InvariantCulture), name, .. figures.Select(Number)]);
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"\nSettings of seed 1: `{JsonSerializer.Serialize(trial.Settings, JsonSerializerOptions.Web)}`");
        return page.ToString();
    }

    private static void Browsing(StringBuilder page, BrowsingAblation browsing)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"\n## What browsing is worth\n\nEverybody's first order of the test, guessed from all that was known until then (by {browsing.With}, which the validation chose) and from purchases alone, as if nobody had looked at anything (by {browsing.Without}); who had bought nothing then gets what is popular. The same orders, the difference paired:\n");
        Row(page, ["who", "orders", "figure", "with browsing", "without", "difference"]);
        Row(page, Enumerable.Repeat("---", 6));
        foreach (var (who, orders, figure, with, without, difference) in browsing.Rows)
        {
            Row(page, [who, orders.ToString("#,0", CultureInfo.InvariantCulture), figure, Number(with), Number(without), Text(difference)]);
        }
    }

    /// <param name="rows">The band of each thing counted, and its figure.</param>
    private static void Bands(StringBuilder page, RecommendationTrial trial, string title, string figure, string counted, IReadOnlyList<(string Band, Func<RankedExample[], double> Of)> rows)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"\n## {title}\n\n{figure}:\n");
        Row(page, trial.Ranked.Keys.Prepend(counted).Prepend("band"));
        Row(page, trial.Ranked.Keys.Select(_ => "---").Prepend("---").Prepend("---"));
        foreach (var band in rows.GroupBy(row => row.Band, row => row.Of).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Row(page, trial.Ranked.Values.Select(ranked => Number(band.Average(of => of(ranked)))).Prepend(band.Count().ToString("#,0", CultureInfo.InvariantCulture)).Prepend(band.Key));
        }
    }

    /// <summary>Every product that came next. They are numbered by how often they are chosen: the band is the share that stands before it.</summary>
    private static List<(string Band, Func<RankedExample[], double> Of)> Popularity(RecommendationTrial trial)
    {
        var rows = new List<(string, Func<RankedExample[], double>)>();
        foreach (var (i, example) in trial.Split.Test.Index())
        {
            rows.AddRange(example.Targets.Select((target, t) => (Band((double)target / trial.Log.Products), (Func<RankedExample[], double>)(ranked => ranked[i].Places[t] <= 20 ? 1 : 0))));
            if (example.Targets.Length == 0)
            {
                rows.Add(("5 never seen before", _ => 0));
            }
        }

        return rows;

        static string Band(double before) => before switch
        {
            < 0.01 => "1 most popular hundredth",
            < 0.1 => "2 rest of the first tenth",
            < 0.5 => "3 rest of the first half",
            _ => "4 second half",
        };
    }

    private static void Row(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Text(MetricValue value) => value is { Low: { } low, High: { } high } ? $"{Number(value.Value)} [{Number(low)}, {Number(high)}]" : Number(value.Value);

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 10 ? "0.0" : "0.0000", CultureInfo.InvariantCulture);
}
