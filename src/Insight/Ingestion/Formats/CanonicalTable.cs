using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>A table whose own columns a file may have.</summary>
/// <param name="All">Columns that tell it, together with one of <paramref name="Any"/>.</param>
/// <param name="Any">Empty where <paramref name="All"/> are enough.</param>
internal sealed record CanonicalTable(LakeTable Table, IReadOnlyList<string> All, IReadOnlyList<string> Any)
{
    public bool Fits(FileColumns columns) => columns.HasAll([.. All]) && (Any.Count == 0 || Any.Any(columns.Has));
}
