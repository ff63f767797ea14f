namespace Insight.Lake;

/// <summary>One immutable Parquet file of the lake.</summary>
public sealed record LakeFile
{
    /// <summary>Table of the lake: <c>orders</c>, <c>order_lines</c>, <c>customers</c>, <c>products</c>, ….</summary>
    public required string Table { get; init; }

    /// <summary>Month of its rows as <c>yyyy-MM</c>; <c>any</c> for tables without time or rows whose time is not known yet.</summary>
    public required string Month { get; init; }

    /// <summary>Blob name in the container <c>lake</c>.</summary>
    public required string Path { get; init; }

    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Smallest and largest row key, so that a later file need only be compared with those it may overlap.</summary>
    public required string MinKey { get; init; }

    public required string MaxKey { get; init; }

    /// <summary>The ingestion that wrote it.</summary>
    public required string IngestionId { get; init; }
}
