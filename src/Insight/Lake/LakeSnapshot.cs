namespace Insight.Lake;

/// <summary>
/// The files of a shop's lake that count, as <c>lake/{shop}/snapshot.json</c>. Immutable: a commit replaces the whole document
/// under its ETag, and a reader goes on with the one it opened.
/// </summary>
public sealed record LakeSnapshot
{
    private const int RememberedCommits = 256;

    /// <summary>Rises by one with every commit that changes what readers see; 0 is the empty lake.</summary>
    public required long Version { get; init; }

    /// <summary>Rises by one with every commit, also of those that only rearrange files or note that rows came again.</summary>
    public required long Commit { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required IReadOnlyList<LakeFile> Files { get; init; }

    /// <summary>The last commits that brought uploads, so that one who died behind the commit is recognised.</summary>
    public IReadOnlyList<UploadCommit> Uploads { get; init; } = [];

    /// <summary>Tables that an upload replaced as a whole: rows of earlier commits do not count.</summary>
    public IReadOnlyList<TableReplacement> Replacements { get; init; } = [];

    /// <summary>How answers name the data they were made from, such as <c>s12</c>.</summary>
    public string Id => $"s{Version}";

    public static LakeSnapshot Empty { get; } = new() { Version = 0, Commit = 0, CommittedAt = DateTimeOffset.UnixEpoch, Files = [] };

    /// <summary>The files with a table's rows that count.</summary>
    public IEnumerable<LakeFile> RowsOf(LakeTable table)
    {
        var from = FirstVersionOf(table);
        return Files.Where(file => file.Table == table.Name && !file.Seen && file.MaxVersion >= from);
    }

    /// <summary>The smallest <c>_version</c> that counts: of the commit that last replaced the table, else 0.</summary>
    public long FirstVersionOf(LakeTable table) =>
        Replacements.Where(replacement => replacement.Table == table.Name).Select(replacement => RowVersion.First(replacement.Commit)).DefaultIfEmpty(0).Max();

    /// <summary>The snapshot after the next commit.</summary>
    /// <param name="changesData">Whether readers see something else than before.</param>
    public LakeSnapshot Next(DateTimeOffset now, bool changesData) =>
        this with { Version = Version + (changesData ? 1 : 0), Commit = Commit + 1, CommittedAt = now };

    /// <summary>Remembers which upload the commit brought.</summary>
    public LakeSnapshot With(UploadCommit upload) => this with { Uploads = [.. Uploads.TakeLast(RememberedCommits - 1), upload] };
}
