using System.Text.Json;

namespace Insight.Ingestion;

/// <summary>
/// <c>mapping.json</c>: how the columns of a file that no format recognises become a table of the lake. A column is a name,
/// <c>{"concat": [...], "separator": "-"}</c> or <c>{"const": "…"}</c>.
/// </summary>
public sealed record Mapping
{
    /// <summary>Table of the lake; null when the file is recognised by itself and only the settings below are wanted.</summary>
    public string? Table { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Columns { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>IANA zone of times without one; the shop's by default.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Order of day and month where the dates can be read two ways: <c>dmy</c> or <c>mdy</c>.</summary>
    public string? DateOrder { get; init; }

    /// <summary>Texts that mean "no value".</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary><c>append</c>, <c>upsert</c> or <c>replace</c>.</summary>
    public string? Mode { get; init; }
}
