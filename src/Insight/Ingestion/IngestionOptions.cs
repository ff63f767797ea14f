using System.ComponentModel.DataAnnotations;

namespace Insight.Ingestion;

/// <summary>Section <c>Insight:Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>A file is worked on in pieces of about this size, so that neither memory nor disk holds it whole.</summary>
    [Range(1_000, 1_000_000_000)]
    public int ChunkBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>A record longer than this means that a quote was never closed.</summary>
    [Range(1_000, 1_000_000_000)]
    public int MaxRecordBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long an instance's claim on a file holds unless renewed; after it, another takes over.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan ClaimDuration { get; set; } = TimeSpan.FromMinutes(5);
}
