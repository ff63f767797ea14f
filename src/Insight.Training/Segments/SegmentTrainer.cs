using System.Globalization;
using System.Text.Json;
using Insight.Features;
using Insight.Registry;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Gates;

namespace Insight.Training.Segments;

/// <summary>
/// Trains the model <c>segments</c>: which group a customer is in. Groups fitted one horizon earlier are judged on the customers as they are at the test day: by
/// how well they are set apart, and by how much of later purchases the group explains. Groups keep the id and name of the champion's group that they go on from.
/// </summary>
internal static class SegmentTrainer
{
    /// <summary>Fewer customers are told by RFM alone.</summary>
    private const int LeastCustomers = 100;

    public static TrainedModel Train(TrainingInput input, CancellationToken cancellationToken)
    {
        var known = input.RowsAt(input.Schedule.AsOf);
        if (known.Count == 0)
        {
            return TrainedModel.None("Nobody has bought yet.");
        }

        var current = known.Count >= LeastCustomers ? SegmentFit.Fit(known.Features, input.Options.Seed, cancellationToken) : null;
        if (current is null)
        {
            return Publish(input, known, RfmSegments.Fit(known.Features), null, [], new GateVerdict(
                input.Champion is null ? GateDecision.BaselinePublished : GateDecision.ChampionKept,
                $"{known.Count} customers are too few, or too much alike, for groups of their own: RFM quintiles serve."));
        }

        var testDay = input.Schedule.Test ?? input.Schedule.AsOf;
        var earlier = input.RowsAt(testDay.AddDays(-input.HorizonDays));
        var test = input.RowsAt(testDay);
        var fit = earlier.Count >= LeastCustomers ? SegmentFit.Fit(earlier.Features, input.Options.Seed, cancellationToken) : null;
        var note = fit is null ? " (fitted and judged on the same customers: the history is too short for more)" : "";
        var challenger = (fit ?? current).Segments;
        if (test.Count < LeastCustomers)
        {
            test = known;
        }

        var rfm = RfmSegments.Fit(earlier.Count >= LeastCustomers ? earlier.Features : test.Features);
        var judge = new SegmentJudge(challenger.Inputs, test, input.Options, hasLabels: input.Schedule.Test is not null);
        var results = new List<CandidateResult>
        {
            judge.Judge(rfm.Algorithm, "baseline", rfm.Assign),
            judge.Judge(challenger.Algorithm, "candidate", challenger.Assign),
        };
        Comparison? against = null;
        if (input.Champion is { } champion && champion.IsComparable(input.HorizonDays))
        {
            var groups = GroupsBy(champion, test.Features);
            results.Add(judge.Judge(champion.Manifest.Algorithm, "champion", groups));
            against = judge.Compare(champion.Manifest.Algorithm, challenger.Assign, groups);
        }

        var verdict = Gate.Judge(
            challenger.Algorithm, [judge.Compare(rfm.Algorithm, challenger.Assign, rfm.Assign)], against,
            input.Champion?.Manifest.Algorithm == challenger.Algorithm, input.Champion is not null);
        verdict = verdict with { Reason = verdict.Reason + note };
        return verdict.Decision == GateDecision.BaselinePublished
            ? Publish(input, known, RfmSegments.Fit(known.Features), null, results, verdict)
            : Publish(input, known, current.Segments, current, results, verdict);
    }

    private static TrainedModel Publish(
        TrainingInput input, LabelledRows known, ISegmentation segments, SegmentChoice? choice, IReadOnlyList<CandidateResult> results, GateVerdict verdict)
    {
        var lineage = SegmentLineage.Of(input.Champion);
        var former = segments is CentroidSegments centroids ? lineage.Match(centroids) : [.. Enumerable.Repeat<SegmentDescription?>(null, segments.Groups)];
        var next = lineage.Next;
        int[] ids = segments is CentroidSegments ? [.. former.Select(group => group?.Id ?? next++)] : [.. Enumerable.Range(0, segments.Groups)];
        var described = SegmentNames.Describe(segments, ids, former, known.Features, input.Shop.Currency);
        var before = lineage.Groups.Count > 0 && input.Champion!.Manifest.FeatureHash == FeatureVector.Hash ? GroupsBy(input.Champion, known.Features) : null; // groups come from a champion
        var change = SegmentChange.Between(lineage, described, before, [.. known.Features.Select(row => ids[segments.Assign(row)])]);
        return new TrainedModel
        {
            Algorithm = segments.Algorithm,
            Basis = segments is RfmSegments ? "baseline" : "model",
            Onnx = SegmentExport.Build(segments, ids, input.HorizonDays, known.Features, input.Options.Seed),
            Candidates = results,
            Verdict = verdict with { Reason = string.Join(" ", ((string[])[verdict.Reason, Told(choice), change.ToString()]).Where(text => text.Length > 0)) },
            Details = new Dictionary<string, JsonElement>
            {
                ["segments"] = JsonSerializer.SerializeToElement(described, JsonSerializerOptions.Web),
                [SegmentLineage.Detail] = JsonSerializer.SerializeToElement(next),
                ["segmentChange"] = JsonSerializer.SerializeToElement(change, JsonSerializerOptions.Web),
                ["groupCounts"] = JsonSerializer.SerializeToElement(choice?.Judged ?? [], JsonSerializerOptions.Web),
            },
        };
    }

    private static string Told(SegmentChoice? choice) => choice is null ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{choice.Segments.Groups} groups: on {choice.Stability.Resamples} resamples of the customers they agree with adjusted Rand index {choice.Stability.Mean:0.00} (5 % quantile {choice.Stability.Low:0.00}).");

    private static int[] GroupsBy(Champion champion, IReadOnlyList<float[]> rows) => [.. GraphScorer.Run(champion.Onnx, rows)["segment"].Select(group => (int)group)];
}
