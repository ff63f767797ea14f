using System.ComponentModel.DataAnnotations;

namespace Insight.Lake;

/// <summary>Limits of the machine within which DuckDB works. Section <c>Insight:Lake</c>.</summary>
public sealed class LakeOptions
{
    /// <summary>Memory that one DuckDB session may take before it spills to disk, in MB.</summary>
    [Range(64, 1_000_000)]
    public int MemoryMegabytes { get; set; } = 700;
}
