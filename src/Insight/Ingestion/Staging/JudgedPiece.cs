namespace Insight.Ingestion.Staging;

/// <summary>A piece whose rows are typed and judged.</summary>
/// <param name="Table">Where they lie: the lake's columns with <c>_reject</c>, <c>_notes</c> and <c>_month</c>.</param>
/// <param name="Rejected">Rows by reason, those among them that no row could be made of.</param>
internal sealed record JudgedPiece(string Table, IReadOnlyList<(string Code, long Rows)> Rejected);
