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

    /// <summary>
    /// Numbers lines that occur again: rows of <c>judged</c> change <c>_line</c>, and <c>occurrences (_id, n)</c> has those with n &gt; 1.
    /// </summary>
    /// <param name="partVersion">Smallest version of this part of the upload.</param>
    /// <param name="anyKnown">Whether <c>known_rows</c> has rows.</param>
    /// <param name="continues">Whether lines of orders of earlier pieces may come again.</param>
    public async Task Number(string staged, long partVersion, bool anyKnown, bool continues, CancellationToken cancellationToken)
    {
        await CountBeforeAsync(partVersion, anyKnown, continues, cancellationToken).ConfigureAwait(false);

        // By the engine's own hash first: what is stored must be told by a stable one, which costs more than all the rest.
        const string quick = "hash(order_id, product_id, quantity, unit_price, status)";
        connection.Execute($"""
            CREATE OR REPLACE TABLE again AS SELECT {quick} AS h FROM {staged} WHERE _line IS NULL GROUP BY 1 HAVING count(*) > 1;
            CREATE OR REPLACE TABLE occurrences AS
            SELECT l._id, l._hash, row_number() OVER (PARTITION BY l.order_id, l._hash ORDER BY l._id) + coalesce(b.n, 0) AS n
            FROM (SELECT _id, order_id, _hash FROM {staged} WHERE _line IS NULL AND ({quick} IN (SELECT h FROM again) OR order_id IN (SELECT order_id FROM before))) AS l
            LEFT JOIN before AS b USING (order_id, _hash);
            DELETE FROM occurrences WHERE n = 1;
            UPDATE judged SET _line = row_hash(o._hash || '#' || o.n) FROM occurrences AS o WHERE judged.rowid = o._id;
            """);
    }

    /// <summary><c>before (order_id, _hash, n)</c>: how often lines of this piece occurred in earlier pieces.</summary>
    private async Task CountBeforeAsync(long partVersion, bool anyKnown, bool continues, CancellationToken cancellationToken)
    {
        connection.Execute("CREATE OR REPLACE TABLE before (order_id VARCHAR, _hash UBIGINT, n BIGINT)");
        if (!continues || !anyKnown)
        {
            return;
        }

        connection.Execute(FormattableString.Invariant($"INSERT INTO before SELECT order_id, _hash, count(*) FROM known_rows WHERE _version >= {partVersion} AND line_no IS NULL GROUP BY ALL"));
        if (_seen.Count > 0)
        {
            var local = await cache.GetAsync(_seen, cancellationToken).ConfigureAwait(false);
            connection.Execute($"""
                INSERT INTO before
                SELECT k.order_id, s._hash, count(*) FROM read_parquet({LakeSql.Paths(local)}) AS s JOIN (SELECT DISTINCT order_id FROM known_rows) AS k ON key_hash(k.order_id) = s.k
                GROUP BY ALL;
                CREATE OR REPLACE TABLE before AS SELECT order_id, _hash, sum(n)::BIGINT AS n FROM before GROUP BY ALL;
                """);
        }
    }
}
