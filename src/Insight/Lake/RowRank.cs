namespace Insight.Lake;

/// <summary>
/// The column <c>_rank</c>: how much a row has to say about its key. The higher rank counts; among equals of <see cref="Told"/> and <see cref="Derived"/> the
/// later commit, so that an edit replaces what it edits.
/// </summary>
internal static class RowRank
{
    /// <summary>The row is what its file is about.</summary>
    public const long Told = 2;

    /// <summary>The row was derived from rows of another table, such as an order from its lines.</summary>
    public const long Derived = 1;

    /// <summary>
    /// SQL of the rank of rows known by the way, such as a product's title from an order line: the earliest in the shop's own time counts, whatever file
    /// came first. Always negative.
    /// </summary>
    /// <param name="time">SQL of the time; NULL ranks last.</param>
    public static string ByTheWay(string time) => $"-1 - coalesce(epoch_us({time}), 4000000000000000000)";

    /// <summary>SQL of the rank of rows that leave known keys as they are: the earliest commit counts. Above what is known by the way.</summary>
    public static string Append(long version) => FormattableString.Invariant($"{-version}");

    /// <summary>SQL of a number that rows of the same kind (told, derived, by the way) have in common.</summary>
    public static string Class(string rank) => $"CASE WHEN {rank} > 0 THEN {rank} ELSE 0 END";

    /// <summary>SQL of what orders the rows of a key: rank, then version; by the way, where the same time may tell two things, content.</summary>
    public const string Precedence = "_rank::HUGEINT * 4611686018427387904 + CASE WHEN _rank > 0 THEN _version ELSE (_hash >> 2)::BIGINT END";
}
