namespace Insight.Ingestion.Reading;

/// <summary>A file beside the upload, laid out as a table with one row per key.</summary>
/// <param name="On">Columns by which its rows are found.</param>
internal sealed record JoinedFile(string Table, IReadOnlyList<string> On, IReadOnlyList<string> Columns);
