using System.Text.Json;

namespace Insight.Ingestion;

/// <summary>
/// <c>mapping.json</c>: how the columns of a file that no format recognises become a table of the lake. A column is a name,
/// <c>{"concat": [...], "separator": "-"}</c>, <c>{"const": "…"}</c>, <c>{"object": [...]}</c> (columns as one JSON object) or <c>"*rest"</c> (an object of all columns that
/// nothing else uses).
/// </summary>
public sealed record Mapping
{
    /// <summary>Table of the lake; null when the file is recognised by itself and only the settings below are wanted.</summary>
    public string? Table { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Columns { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Files that lie beside this one and whose columns may be used as if they were its own.</summary>
    public IReadOnlyList<MappingJoin> Join { get; init => field = value ?? []; } = [];

    /// <summary>What a line of a file without a header begins with, where its order is the time: <c>customer</c> or <c>session</c> (an item already).</summary>
    public string? Sequence { get; init; }

    /// <summary>IANA zone of times without one; the shop's by default.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Order of day and month where the dates can be read two ways: <c>dmy</c> or <c>mdy</c>.</summary>
    public string? DateOrder { get; init; }

    /// <summary>Texts that mean "no value".</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>
    /// <c>append</c>: rows whose key is known are left as they are; <c>upsert</c>: new values replace; <c>replace</c>: the file is the whole table from now on.
    /// </summary>
    public string? Mode { get; init; }
}
