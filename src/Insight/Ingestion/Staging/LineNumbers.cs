using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Gives each line its place in its order (<c>_line</c>, <see cref="LakeTable.OrderLines"/>): by <c>line_no</c> where there is one, else by content and how often that content occurred before in
/// the same part of the upload. So the lines of an order form a multiset, and overlapping files contribute the larger count.
/// </summary>
internal sealed class LineNumbers(DuckDBConnection connection, LakeFileCache cache)
{
    private readonly List<string> _seen = [];

    /// <summary>SQL of <c>_line</c> as the file tells it; NULL where the content will tell.</summary>
    /// <param name="lineNumber">SQL of <c>line_no</c>; null when the file has none.</param>
    public static string Told(string? lineNumber) => lineNumber is null ? "CAST(NULL AS UBIGINT)" : $"CASE WHEN {lineNumber} IS NOT NULL THEN row_hash('line' || {lineNumber}) END";

    /// <summary>Remembers the lines of a piece that were known already: they count as occurrences for the pieces after it.</summary>
    public void AddSeen(IEnumerable<LakeFile> files) => _seen.AddRange(files.Where(file => file.Seen).Select(file => file.Path));

    /// <summary>Makes <c>occurrences (_id, _line)</c>, which <see cref="Number"/> fills.</summary>
    public void Clear() => connection.ExecutePatiently("CREATE OR REPLACE TABLE occurrences (_id BIGINT, _line UBIGINT)");

    /// <summary>Numbers lines that occur again, the second and further ones. A table of their own, because updating rows costs more than joining them.</summary>
    /// <param name="rows">SQL of the piece's lines for which a condition holds.</param>
    /// <param name="partVersion">Smallest version of this part of the upload.</param>
    /// <param name="anyKnown">Whether <c>known_rows</c> has rows.</param>
    /// <param name="continues">Whether lines of orders of earlier pieces may come again.</param>
    public async Task Number(Func<string, string> rows, long partVersion, bool anyKnown, bool continues, CancellationToken cancellationToken)
    {
        await CountBeforeAsync(partVersion, anyKnown, continues, cancellationToken).ConfigureAwait(false);

        const string numbered = "judged WHERE _reject IS NULL AND _line IS NULL";
        connection.ExecutePatiently($"CREATE OR REPLACE TABLE again AS SELECT rowid AS _id FROM {numbered} AND _likeness IN (SELECT _likeness FROM {numbered} GROUP BY 1 HAVING count(*) > 1)");
        if (connection.Scalar<bool>("SELECT count(*) > 0 FROM before"))
        {
            connection.ExecutePatiently($"INSERT INTO again SELECT _id FROM ({rows("_line IS NULL AND order_id IN (SELECT order_id FROM before)")}) WHERE _id NOT IN (SELECT _id FROM again)");
        }

        connection.ExecutePatiently($"""
            INSERT INTO occurrences
            SELECT _id, row_hash(_hash || '#' || n)
            FROM (SELECT _id, _hash, row_number() OVER (PARTITION BY order_id, _hash ORDER BY _id) + coalesce(n, 0) AS n
                  FROM ({rows("_id IN (SELECT _id FROM again)")}) LEFT JOIN before USING (order_id, _hash))
            WHERE n > 1;
            """);
    }

    /// <summary><c>before (order_id, _hash, n)</c>: how often lines of this piece occurred in earlier pieces.</summary>
    private async Task CountBeforeAsync(long partVersion, bool anyKnown, bool continues, CancellationToken cancellationToken)
    {
        connection.ExecutePatiently("CREATE OR REPLACE TABLE before (order_id VARCHAR, _hash UBIGINT, n BIGINT)");
        if (!continues || !anyKnown)
        {
            return;
        }

        connection.ExecutePatiently(FormattableString.Invariant($"INSERT INTO before SELECT order_id, _hash, count(*) FROM known_rows WHERE _version >= {partVersion} AND line_no IS NULL GROUP BY ALL"));
        if (_seen.Count > 0)
        {
            var local = await cache.GetAsync(_seen, cancellationToken).ConfigureAwait(false);
            connection.ExecutePatiently($"""
                INSERT INTO before
                SELECT k.order_id, s._hash, count(*) FROM read_parquet({LakeSql.Paths(local)}) AS s JOIN (SELECT DISTINCT order_id FROM known_rows) AS k ON key_hash(k.order_id) = s.k
                GROUP BY ALL;
                CREATE OR REPLACE TABLE before AS SELECT order_id, _hash, sum(n)::BIGINT AS n FROM before GROUP BY ALL;
                """);
        }
    }
}
