namespace Insight.Ingestion;

/// <summary>A file beside an upload that says more about its rows.</summary>
/// <param name="File">Its name in the same folder; it may lie there as <c>.gz</c>.</param>
/// <param name="On">Columns that both files have and that are equal where the rows belong together.</param>
public sealed record MappingJoin(string File, IReadOnlyList<string> On);
