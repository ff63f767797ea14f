using System.Text.Json;
using Insight.Registry;
using Insight.Training.Gates;

namespace Insight.Training;

/// <summary>What came of training one model: the graph to store, if any, and why.</summary>
internal sealed record TrainedModel
{
    public required string Algorithm { get; init; }

    /// <summary><c>model</c> or <c>baseline</c>.</summary>
    public required string Basis { get; init; }

    /// <summary>Null when nothing could be trained.</summary>
    public required byte[]? Onnx { get; init; }

    /// <summary>What gives reasons for its predictions; null where nothing can.</summary>
    public byte[]? Explainer { get; init; }

    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    public required GateVerdict Verdict { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Details { get; init; } = new Dictionary<string, JsonElement>();

    public static TrainedModel None(string reason) => new()
    {
        Algorithm = "none", Basis = "prior", Onnx = null, Candidates = [], Verdict = new GateVerdict(GateDecision.NothingToPublish, reason),
    };
}
