using System.ComponentModel.DataAnnotations;

namespace Insight.Lake;

/// <summary>Limits of the machine within which DuckDB works. Section <c>Insight:Lake</c>.</summary>
public sealed class LakeOptions
{
    /// <summary>Memory that one DuckDB session may take before it spills to disk, in MB.</summary>
    [Range(64, 1_000_000)]
    public int MemoryMegabytes { get; set; } = 700;

    /// <summary>Small files are merged to about this size.</summary>
    [Range(1, 10_000)]
    public int TargetFileMegabytes { get; set; } = 64;

    /// <summary>So many small files of a kind are worth merging.</summary>
    [Range(2, 10_000)]
    public int SmallFiles { get; set; } = 8;

    /// <summary>A committer who died is replaced after this time. Storage allows 15 to 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:15", "00:01:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(60);
}
