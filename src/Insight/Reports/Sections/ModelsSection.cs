using System.Text.Json;
using Insight.Drift;
using Insight.Registry;
using Insight.Reports.Charts;

namespace Insight.Reports.Sections;

/// <summary>How good the models are: every candidate with every metric, calibration, and what was predicted against what came.</summary>
internal static class ModelsSection
{
    public static Markup Draw(ReportData data, Figures figures)
    {
        if (data.Models.Count == 0)
        {
            return Html.Section("models", "How good the predictions are", "No model yet.", Html.Nothing("After the first training run every candidate stands here beside its baseline, measured on time that it had not seen."));
        }

        var cards = new List<Markup>();
        foreach (var model in data.Models)
        {
            cards.Add(Candidates(model, data.Drift?.Find(model.Model, model.Version)));
            cards.AddRange(Pictures(model, figures));
        }

        var lead = string.Join(" ", data.Models.Select(model => $"{Question(model.Model)} {Answer(model)}"));
        return Html.Section("models", "How good the predictions are", lead, Html.Grid([.. cards]));
    }

    private static string Question(string model) => model switch
    {
        ModelNames.Purchase => "Will they buy again:",
        ModelNames.Value => "What are they worth:",
        ModelNames.Segments => "Which groups are there:",
        ModelNames.Recommendations => "What will they want next:",
        _ => model + ":",
    };

    private static string Answer(ModelManifest model) => model switch
    {
        { Candidates.Count: 0 } => $"{model.Algorithm} stands in, not tested yet.",
        { Basis: "baseline" } => $"the baseline ({model.Algorithm}) was not beaten and stays.",
        _ => $"{model.Algorithm} serves.",
    };

    private static Markup Candidates(ModelManifest model, ModelDrift? drift)
    {
        var metrics = MetricNames.Telling(model.Candidates);
        var best = metrics.ToDictionary(metric => metric, metric => Best(model.Candidates, metric), StringComparer.Ordinal);
        var table = Markup.Of($"""<div class="scroll"><table class="models"><caption>Candidates for {model.Model}, measured on later time</caption><thead><tr><th scope="col">Candidate</th>""");
        foreach (var metric in metrics)
        {
            table.Add($"""<th scope="col" class="number">{MetricNames.Display(metric)}{(!MetricNames.HasOrder(metric) ? string.Empty : MetricNames.MoreIsBetter(metric) ? " ↑" : " ↓")}</th>""");
        }

        table.Add($"</tr></thead><tbody>");
        foreach (var candidate in model.Candidates)
        {
            var serves = candidate.Algorithm == model.Algorithm;
            table.Add($"""<tr class="{(serves ? "serves" : string.Empty)}"><th scope="row">{candidate.Algorithm}""");
            table.Add(serves ? Markup.Of($""" <span class="tag champion">serves</span>""") : Markup.Of($""));
            table.Add(candidate.Role == "candidate" ? Markup.Of($"") : Markup.Of($""" <span class="tag">{(candidate.Role == "champion" ? "before" : candidate.Role)}</span>"""));
            table.Add($"</th>");
            foreach (var metric in metrics)
            {
                if (!candidate.Metrics.TryGetValue(metric, out var value))
                {
                    table.Add($"""<td class="number">–</td>""");
                    continue;
                }

                table.Add($"""<td class="number {(best[metric] == candidate ? "best" : string.Empty)}">{Figures.Metric(value.Value)}""");
                if (value is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high))
                {
                    table.Add($"""<span class="interval">{Figures.Metric(low)} to {Figures.Metric(high)}</span>""");
                }

                table.Add($"</td>");
            }

            table.Add($"</tr>");
        }

        table.Add($"</tbody></table></div>");
        var decision = Text(model, "decision");
        var reason = Text(model, "reason");
        if (decision is not null || reason is not null)
        {
            table.Add($"""<p class="decision">{decision}{(decision is null || reason is null ? string.Empty : ": ")}{reason}</p>""");
        }

        if (drift is not null)
        {
            table.Add($"""<p class="decision">{DriftText.Of(drift)}</p>""");
        }

        return Html.Card(
            $"{Question(model.Model)[..^1]}? {char.ToUpperInvariant(Answer(model)[0])}{Answer(model)[1..]}",
            $"Model {model.Model} {model.Version}, basis {model.Basis}, trained {Figures.Time(model.TrainedAt)} on snapshot {model.Snapshot}, data until {Figures.Time(model.AsOf)}, horizon {Figures.Count(model.HorizonDays)} days, seed {model.Seed}. Small figures are 95 % bootstrap intervals; the best of a column is bold. ↑ more is better, ↓ less is.",
            table, "wide");
    }

    private static IEnumerable<Markup> Pictures(ModelManifest model, Figures figures)
    {
        var unseen = $"Customers of the holdout, which training did not see; {model.Model} {model.Version}, snapshot {model.Snapshot}.";
        var calibration = Bins(model, "calibration", "observed");
        var truth = Bins(model, "trueVsPredicted", "actual");
        if (Primary(model) is { } metric)
        {
            // Two pictures stand side by side: with an even number of others this one takes a row for itself.
            var wide = (calibration.Count > 1) == (truth.Count > 1);
            var name = MetricNames.Display(metric);
            var rows = model.Candidates.Where(candidate => candidate.Metrics.TryGetValue(metric, out var value) && double.IsFinite(value.Value)).Select(candidate => new Intervals.Row(
                candidate.Algorithm, candidate.Metrics[metric], candidate.Algorithm == model.Algorithm ? "champion" : candidate.Role == "baseline" ? "base" : string.Empty)).ToList();
            var baseline = model.Candidates.FirstOrDefault(candidate => candidate.Role == "baseline" && candidate.Metrics.TryGetValue(metric, out var value) && double.IsFinite(value.Value));
            yield return Html.Card(
                $"{name} of every candidate",
                $"95 % bootstrap intervals; {(MetricNames.MoreIsBetter(metric) ? "more" : "less")} is better. Dashed: {(baseline is null ? "no baseline" : "the baseline " + baseline.Algorithm)}. {unseen}",
                wide ? Markup.Of($"{Draw(1080, "on-wide")}{Draw(540, "on-narrow")}") : Draw(540, string.Empty),
                wide ? "wide" : string.Empty);

            Markup Draw(double width, string style) => Intervals.Draw(
                rows, baseline?.Metrics[metric].Value, width, $"{name} of every candidate", "A dot is the value, the line through it its 95 % interval.", style);
        }

        if (calibration.Count > 1)
        {
            yield return Html.Card(
                $"When it says {Figures.Percent(calibration[^1].Predicted)}, {Figures.Percent(calibration[^1].Actual)} buy",
                $"Predicted probability against the share who bought, in bins; on the dashed line the probability is honest. A dot's area is its number of customers. {unseen}",
                Agreed(calibration, "Calibration", "Predicted probability across, observed share up.", "Predicted probability", "Share who bought", Figures.Percent,
                    Math.Min(1, Math.Max(calibration.Max(bin => bin.Predicted), calibration.Max(bin => bin.Actual)))));
        }

        if (truth.Count > 1)
        {
            var isValue = model.Model == ModelNames.Value;
            Func<double, string> label = isValue ? figures.Short : value => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
            yield return Html.Card(
                isValue ? "Expected value against revenue that came" : "Expected orders against orders that came",
                $"Means per bin of alike predictions over {Figures.Count(model.HorizonDays)} days; on the dashed line prediction and truth agree. {unseen}",
                Agreed(truth, "True against predicted", "Mean prediction across, mean truth up.", isValue ? "Expected value" : "Expected orders", isValue ? "Revenue that came" : "Orders that came", label));
        }
    }

    private static Markup Agreed(IReadOnlyList<PredictionBin> bins, string title, string description, string xName, string yName, Func<double, string> label, double? limit = null)
    {
        var table = Html.Table(title, [xName, yName, "Customers"], bins.Select(IReadOnlyList<string> (bin) => [label(bin.Predicted), label(bin.Actual), Figures.Count(bin.Count)]), textColumns: 0);
        return Markup.Of($"{Agreement.Draw(bins, title, description, xName, yName, label, limit)}{Html.Behind(table)}");
    }

    private static CandidateResult? Best(IReadOnlyList<CandidateResult> candidates, string metric)
    {
        var having = candidates.Where(candidate => candidate.Metrics.TryGetValue(metric, out var value) && double.IsFinite(value.Value)).ToList();
        return !MetricNames.HasOrder(metric) || having.Count < 2 ? null
            : MetricNames.MoreIsBetter(metric) ? having.MaxBy(candidate => candidate.Metrics[metric].Value)
            : having.MinBy(candidate => candidate.Metrics[metric].Value);
    }

    /// <summary>The first metric that at least two candidates have with an interval.</summary>
    private static string? Primary(ModelManifest model) => model.Candidates
        .SelectMany(candidate => candidate.Metrics.Where(metric => metric.Value is { Low: { } low, High: { } high } && double.IsFinite(metric.Value.Value) && double.IsFinite(low) && double.IsFinite(high)).Select(metric => metric.Key))
        .GroupBy(metric => metric, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static string? Text(ModelManifest model, string key) =>
        model.Details.TryGetValue(key, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static List<PredictionBin> Bins(ModelManifest model, string key, string actual)
    {
        if (!model.Details.TryGetValue(key, out var element) || element.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. element.EnumerateArray()
            .Select(bin => new PredictionBin(bin.GetProperty("predicted").GetDouble(), bin.GetProperty(actual).GetDouble(), bin.GetProperty("count").GetInt64()))
            .Where(bin => bin.Count > 0)];
    }
}
