namespace Insight.Lake;

/// <summary>
/// The column <c>_version</c>: the commit that brought a row, and within it the piece of the upload, so that the later row of a key is the newer one
/// and the rows of a commit can be told from all others.
/// </summary>
internal static class RowVersion
{
    private const int PieceBits = 16;

    /// <exception cref="InvalidOperationException">More pieces than a version has room for.</exception>
    public static long Of(long commit, int piece) => piece < 1 << PieceBits
        ? (commit << PieceBits) + piece
        : throw new InvalidOperationException($"An upload of more than {1 << PieceBits} pieces: enlarge Insight:Ingestion:ChunkBytes.");

    public static long First(long commit) => commit << PieceBits;

    public static long Last(long commit) => First(commit + 1) - 1;

    /// <summary>SQL of the commit of a row.</summary>
    public static string CommitSql(string version) => $"({version} >> {PieceBits})";
}
