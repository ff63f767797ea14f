namespace Insight.Benchmarks;

/// <summary>What a load of requests came to.</summary>
/// <param name="Rate">Answers a second.</param>
/// <param name="Processor">Processor time of an answer in microseconds, the asking included.</param>
/// <param name="Allocated">Managed bytes allocated for an answer, the asking included.</param>
internal sealed record HttpFigures(double Rate, double Processor, double Allocated);
