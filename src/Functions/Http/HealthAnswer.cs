namespace Insight.Functions.Http;

internal sealed record HealthAnswer(string Status);
