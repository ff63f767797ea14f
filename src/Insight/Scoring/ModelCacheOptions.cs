using System.ComponentModel.DataAnnotations;

namespace Insight.Scoring;

/// <summary>Section <c>Insight:Models</c>.</summary>
public sealed class ModelCacheOptions
{
    /// <summary>How long a shop's pointer is believed before it is asked for again, in seconds: a promotion or rollback is seen by then.</summary>
    [Range(1, 3600)]
    public int PollSeconds { get; set; } = 5;

    /// <summary>Memory for loaded models, in MB, as their files let expect; the shops and backtests that were asked for longest ago go first.</summary>
    [Range(1, 100_000)]
    public int MaxMegabytes { get; set; } = 512;

    /// <summary>Memory for the catalogs of products that recommendations look at, in MB, estimated; they go in the same order.</summary>
    [Range(1, 100_000)]
    public int MaxCatalogMegabytes { get; set; } = 256;
}
