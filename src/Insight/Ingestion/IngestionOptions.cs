using System.ComponentModel.DataAnnotations;

namespace Insight.Ingestion;

/// <summary>Section <c>Insight:Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>A packed upload may always become so many bytes, however small it is.</summary>
    internal const long AlwaysExpandedBytes = 100_000_000;

    /// <summary>A file is worked on in pieces of about this size, so that neither memory nor disk holds it whole.</summary>
    [Range(1_000, 1_000_000_000)]
    public int ChunkBytes { get; set; } = 96 * 1024 * 1024;

    /// <summary>A record longer than this is rejected; a quote that is open for longer was never closed.</summary>
    [Range(1_000, 1_000_000_000)]
    public int MaxRecordBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>What an upload may unpack to.</summary>
    [Range(1_000_000, long.MaxValue)]
    public long MaxExpandedBytes { get; set; } = 64_000_000_000;

    /// <summary>How many times its size an upload may unpack to, beyond the first 100 MB; real exports stay far below.</summary>
    [Range(10, 1_000_000)]
    public int MaxExpansionRatio { get; set; } = 1_000;

    /// <summary>Files in a zip archive.</summary>
    [Range(1, 100_000)]
    public int MaxArchiveEntries { get; set; } = 1_000;

    /// <summary>Size of a file that lies on the work folder as a whole while it is read: Parquet and Excel workbooks.</summary>
    [Range(1_000_000, long.MaxValue)]
    public long MaxWholeFileBytes { get; set; } = 500_000_000;

    /// <summary>How long an instance's claim on a file holds unless renewed; after it, another takes over.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan ClaimDuration { get; set; } = TimeSpan.FromMinutes(5);
}
