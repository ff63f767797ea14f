namespace Insight.LocalHost.Hosting;

/// <summary>Which Azurite to start.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Ports of blobs, queues and tables; null takes free ones, so that several can run side by side.</summary>
    public (int Blob, int Queue, int Table)? Ports { get; init; }

    /// <summary>Where data are kept; null keeps them in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>How long the start may take; the first one downloads Azurite.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Is told what takes long.</summary>
    public Action<string>? Progress { get; init; }
}
