namespace Insight.Lake;

/// <summary>
/// The files of a shop's lake that count, as <c>lake/{shop}/snapshot.json</c>. Immutable: a commit replaces the whole document
/// under its ETag, and a reader goes on with the one it opened.
/// </summary>
public sealed record LakeSnapshot
{
    /// <summary>Rises by one with every commit; 0 is the empty lake.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required IReadOnlyList<LakeFile> Files { get; init; }

    /// <summary>How answers name the data they were made from, such as <c>s12</c>.</summary>
    public string Id => $"s{Version}";

    public static LakeSnapshot Empty { get; } = new() { Version = 0, CommittedAt = DateTimeOffset.UnixEpoch, Files = [] };
}
