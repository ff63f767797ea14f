using Insight.Ingestion;

namespace Insight.Functions.Http;

/// <param name="Cursor">For the next page; null on the last.</param>
internal sealed record IngestionList(IReadOnlyList<IngestionReceipt> Ingestions, string? Cursor);
