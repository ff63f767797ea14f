namespace Insight.Ingestion;

/// <summary>The life of a dropped file in the ledger.</summary>
public enum IngestionStatus
{
    Running,
    Waiting,
    Done,
    Refused,
    Retracted,
}

/// <summary>Rows of a file by fate: <c>Read = Accepted + Rejected + Duplicate</c>; <c>Repaired</c> are those accepted after a repair.</summary>
public readonly record struct RowCounts(long Read, long Accepted, long Repaired, long Rejected, long Duplicate);

/// <summary>What became of one dropped file. The same document answers the HTTP contract and lies in <c>reports/{shop}/ingestions/{id}.json</c>.</summary>
public sealed record IngestionReceipt
{
    public required string Id { get; init; }

    /// <summary>Blob name in the container <c>uploads</c>, shop first.</summary>
    public required string Path { get; init; }

    public string? Format { get; init; }

    public required IngestionStatus Status { get; init; }

    public RowCounts Rows { get; init; }

    /// <summary>Rule code → rows it applied to. Codes and what to do about each: docs/cleaning.md.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Code of a rejection in <see cref="Reasons"/> → what to do about it.</summary>
    public IReadOnlyDictionary<string, string> Advice { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Table of the lake → rows added or changed there.</summary>
    public IReadOnlyDictionary<string, long> Tables { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    public string? Snapshot { get; init; }

    /// <summary>Number of the commit that brought its rows to the lake; null when there was nothing to bring.</summary>
    public long? Commit { get; init; }

    public string? QuarantineUrl { get; init; }

    /// <summary>For a file that was not recognised: a mapping.json to complete and drop beside it.</summary>
    public Mapping? SuggestedMapping { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>In one or two sentences: what was found, what was expected, what to do.</summary>
    public string? Message { get; init; }
}
