namespace Insight.Functions.Http;

/// <param name="RunId">GET /training/{runId} tells how it goes.</param>
internal sealed record TrainingStarted(string RunId);
