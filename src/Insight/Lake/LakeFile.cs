namespace Insight.Lake;

/// <summary>One immutable Parquet file of the lake.</summary>
public sealed record LakeFile
{
    /// <summary>In place of a month: rows of tables without time, of unknown time, or of several years that together are small.</summary>
    public const string AnyMonth = "any";

    /// <summary>Table of the lake: <c>orders</c>, <c>order_lines</c>, <c>customers</c>, <c>products</c>, ….</summary>
    public required string Table { get; init; }

    /// <summary>Month of its rows as <c>yyyy-MM</c>, or a year where months are small, or <see cref="AnyMonth"/>.</summary>
    public required string Month { get; init; }

    /// <summary>Blob name in the container <c>lake</c>.</summary>
    public required string Path { get; init; }

    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Smallest and largest key (<see cref="LakeTable.Key"/>, first column), by bytes; null for a file of what was seen again.</summary>
    public string? MinKey { get; init; }

    public string? MaxKey { get; init; }

    /// <summary>Blob with the key sketch of this file and of those written with it; null for a file of what was seen again.</summary>
    public string? Keys { get; init; }

    /// <summary>Smallest and largest <c>_version</c> of its rows, so that only files that may hold a commit's rows are looked at.</summary>
    public required long MinVersion { get; init; }

    public required long MaxVersion { get; init; }

    /// <summary>Its rows have keys that files before it have too. The keys of all other files are different from each other, so that readers need not compare them.</summary>
    public bool Revises { get; init; }

    /// <summary>No rows, but which rows of other files were brought again and by which commit (<see cref="SeenRows"/>).</summary>
    public bool Seen { get; init; }
}
