namespace Insight.Functions.Http;

internal sealed record ModelList(IReadOnlyList<ModelSummary> Models);
