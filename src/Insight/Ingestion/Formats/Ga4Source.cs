namespace Insight.Ingestion.Formats;

/// <summary>Where the two forms of GA4 events have their parts, as SQL; null for what a file does not have.</summary>
internal sealed record Ga4Source
{
    public required string Name { get; init; }

    public string? Time { get; init; }

    public string? Customer { get; init; }

    public string? Visitor { get; init; }

    /// <summary>The event's products as a list.</summary>
    public required string Items { get; init; }

    /// <summary>The product that the row stands for; <c>NULL</c> in files without products.</summary>
    public required string Item { get; init; }

    /// <summary>Place of the row among those of its line.</summary>
    public required string Number { get; init; }

    public string? Order { get; init; }

    /// <summary>What the whole event came to.</summary>
    public string? Total { get; init; }

    public string? Session { get; init; }

    public string? Currency { get; init; }

    public string? Query { get; init; }

    public string? Source { get; init; }

    public string? Device { get; init; }
}
