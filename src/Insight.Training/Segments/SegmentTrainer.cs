using System.Text.Json;
using Insight.Registry;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Export;
using Insight.Training.Gates;

namespace Insight.Training.Segments;

/// <summary>
/// Trains the model <c>segments</c>: which group a customer is in. Groups fitted one horizon earlier are judged on the customers as they are at the test day: by
/// how well they are set apart, and by how much of later purchases the group explains.
/// </summary>
internal static class SegmentTrainer
{
    /// <summary>Fewer customers are told by RFM alone.</summary>
    private const int LeastCustomers = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

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
            return Publish(input, known, RfmSegments.Fit(known.Features), [], new GateVerdict(
                input.Champion is null ? GateDecision.BaselinePublished : GateDecision.ChampionKept,
                $"{known.Count} customers are too few, or too much alike, for groups of their own: RFM quintiles serve."));
        }

        var testDay = input.Schedule.Test ?? input.Schedule.AsOf;
        var earlier = input.RowsAt(testDay.AddDays(-input.HorizonDays));
        var test = input.RowsAt(testDay);
        var fit = earlier.Count >= LeastCustomers ? SegmentFit.Fit(earlier.Features, input.Options.Seed, cancellationToken) : null;
        var note = fit is null ? " (fitted and judged on the same customers: the history is too short for more)" : "";
        CentroidSegments challenger = fit ?? current;
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
            var groups = GraphScorer.Run(champion.Onnx, test.Features)["segment"].Select(group => (int)group).ToArray();
            results.Add(judge.Judge(champion.Manifest.Algorithm, "champion", groups));
            against = judge.Compare(champion.Manifest.Algorithm, challenger.Assign, groups);
        }

        var verdict = Gate.Judge(
            challenger.Algorithm, [judge.Compare(rfm.Algorithm, challenger.Assign, rfm.Assign)], against,
            input.Champion?.Manifest.Algorithm == challenger.Algorithm, input.Champion is not null);
        verdict = verdict with { Reason = verdict.Reason + note };
        ISegmentation published = verdict.Decision == GateDecision.BaselinePublished ? RfmSegments.Fit(known.Features) : current;
        return Publish(input, known, published, results, verdict);
    }

    private static TrainedModel Publish(
        TrainingInput input, LabelledRows known, ISegmentation segments, IReadOnlyList<CandidateResult> results, GateVerdict verdict) => new()
    {
        Algorithm = segments.Algorithm,
        Basis = segments is RfmSegments ? "baseline" : "model",
        Onnx = SegmentExport.Build(segments, input.HorizonDays, known.Features, input.Options.Seed),
        Candidates = results,
        Verdict = verdict,
        Details = new Dictionary<string, JsonElement>
        {
            ["segments"] = JsonSerializer.SerializeToElement(SegmentNames.Describe(segments, known.Features, input.Shop.Currency), Json),
        },
    };
}
