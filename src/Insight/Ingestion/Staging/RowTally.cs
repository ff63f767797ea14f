namespace Insight.Ingestion.Staging;

/// <summary>Adds up what became of the rows, over the parts and pieces of an upload.</summary>
internal sealed class RowTally
{
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    public RowCounts Rows { get; private set; }

    public IReadOnlyDictionary<string, long> Reasons => _reasons;

    public IReadOnlyDictionary<string, long> Tables => _tables;

    /// <summary>Bytes that were no UTF-8 and were read as Windows-1252.</summary>
    public long Reinterpreted { get; private set; }

    /// <summary>Sentences for the receipt's message about how the upload was read, each once.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public void AddReinterpreted(long bytes) => Reinterpreted += bytes;

    public void AddNote(string note)
    {
        if (!_notes.Contains(note, StringComparer.Ordinal))
        {
            _notes.Add(note);
        }
    }

    public void Add(RowCounts rows) => Rows = new RowCounts(
        Rows.Read + rows.Read, Rows.Accepted + rows.Accepted, Rows.Repaired + rows.Repaired, Rows.Rejected + rows.Rejected, Rows.Duplicate + rows.Duplicate);

    public void AddReason(string code, long rows) => Add(_reasons, code, rows);

    public void AddTable(string table, long rows) => Add(_tables, table, rows);

    private static void Add(SortedDictionary<string, long> counts, string key, long rows)
    {
        if (rows > 0)
        {
            counts[key] = counts.GetValueOrDefault(key) + rows;
        }
    }
}
