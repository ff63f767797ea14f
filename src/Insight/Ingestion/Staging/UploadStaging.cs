using System.Globalization;
using DuckDB.NET.Data;
using Insight.Ingestion.Formats;
using Insight.Lake;
using Insight.Shops;

namespace Insight.Ingestion.Staging;

/// <summary>What the parts of one upload share while they are staged: the database, what is known, the counts, and the numbering of pieces.</summary>
internal sealed class UploadStaging
{
    private readonly string _ingestionId;
    private readonly long _commit;
    private readonly LocalTimes _times = new();
    private int _written;

    /// <param name="judging">Another connection to the same database: pieces are judged on it while the ones before are worked on.</param>
    /// <param name="commit">Number of the commit that will bring the upload.</param>
    public UploadStaging(DuckDBConnection connection, DuckDBConnection judging, Shop shop, KnownRows known, LakeFileCache cache, DateTimeOffset now, string ingestionId, long commit)
    {
        (Connection, Judging, Shop, Known, Cache, _ingestionId, _commit) = (connection, judging, shop, known, cache, ingestionId, commit);
        Now = "TIMESTAMP '" + now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "'";

        // Rows are read by CASE expressions that look closely at the odd values only. These two take parts of them out to be evaluated for every row, which doubles the work.
        connection.Execute("SET disabled_optimizers='in_clause,common_subexpressions'");
        connection.Execute("CREATE TABLE shifts (_from BIGINT, n BIGINT)");
        connection.Execute(SqlText.Load("Ingestion/Cleaning/Macros.sql"));
        EmailIds.Register(connection, shop);
        _times.Register(connection);
    }

    public DuckDBConnection Connection { get; }

    public DuckDBConnection Judging { get; }

    public Shop Shop { get; }

    public KnownRows Known { get; }

    public LakeFileCache Cache { get; }

    /// <summary>The time of the ingestion, as an SQL literal.</summary>
    public string Now { get; }

    public RowTally Tally { get; } = new();

    /// <summary>Number of the piece that is worked on, over all parts.</summary>
    public int Piece { get; set; }

    /// <summary>Tables that this upload replaces as a whole.</summary>
    public HashSet<LakeTable> Replaced { get; } = [];

    /// <summary><c>_version</c> of the rows of this piece.</summary>
    public long Version => RowVersion.Of(_commit, Piece);

    /// <param name="part">What the part is called inside the upload; null for the upload itself.</param>
    public StagingSession OpenSession(string? part, Interpretation interpretation)
    {
        if (interpretation.Mode == IngestionMode.Replace)
        {
            // What is derived by the way is not what the file is the whole of; the orders of its lines are.
            foreach (var table in interpretation.Mappings.Where(mapping => mapping == interpretation.Primary || mapping.Table == LakeTable.Orders).Select(mapping => mapping.Table).Where(Replaced.Add))
            {
                Known.Forget(table);
            }
        }

        var zone = $"SET TimeZone={DuckDb.Literal(interpretation.TimeZone ?? Shop.TimeZone.Id)}";
        Connection.Execute(zone);
        Judging.Execute($"{zone}; DROP TABLE IF EXISTS held; DELETE FROM shifts;");
        _times.Use(interpretation.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : Shop.TimeZone);
        foreach (var mapping in interpretation.Mappings)
        {
            Connection.Execute($"DROP TABLE IF EXISTS part_keys_{mapping.Table.Name}");
        }

        return new StagingSession(this, part, interpretation);
    }

    /// <summary>A name for files of the lake, different each time and for every commit.</summary>
    public string NextName() => string.Create(CultureInfo.InvariantCulture, $"{_ingestionId}-{_commit}-{_written++:D4}");
}
