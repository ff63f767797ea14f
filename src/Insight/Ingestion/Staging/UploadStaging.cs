using System.Globalization;
using DuckDB.NET.Data;
using Insight.Ingestion.Formats;
using Insight.Lake;
using Insight.Shops;

namespace Insight.Ingestion.Staging;

/// <summary>What the parts of one upload share while they are staged: the database, what is known, the counts, and the numbering of pieces.</summary>
internal sealed class UploadStaging
{
    /// <summary>Pieces of one upload are versions of their own, so that the later row of a key wins.</summary>
    private const int PiecesPerVersion = 1 << 16;

    private readonly long _snapshotVersion;

    public UploadStaging(DuckDBConnection connection, Shop shop, KnownRows known, DateTimeOffset now, long snapshotVersion)
    {
        (Connection, Shop, Known, _snapshotVersion) = (connection, shop, known, snapshotVersion);
        Now = "TIMESTAMP '" + now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "'";
        connection.Execute(SqlText.Load("Ingestion/Cleaning/Macros.sql"));
        EmailIds.Register(connection, shop);
    }

    public DuckDBConnection Connection { get; }

    public Shop Shop { get; }

    public KnownRows Known { get; }

    /// <summary>The time of the ingestion, as an SQL literal.</summary>
    public string Now { get; }

    public RowTally Tally { get; } = new();

    /// <summary>Number of the piece that is worked on, over all parts.</summary>
    public int Piece { get; set; }

    /// <summary>Whether rows were quarantined before, so that the file's header is written once.</summary>
    public bool HasQuarantined { get; set; }

    /// <summary>What rows of this piece are ordered by when a key has several versions.</summary>
    public long Version => (_snapshotVersion * PiecesPerVersion) + Piece;

    public StagingSession OpenSession(Interpretation interpretation)
    {
        Connection.Execute($"SET TimeZone={DuckDb.Literal(interpretation.TimeZone ?? Shop.TimeZone.Id)}; DROP TABLE IF EXISTS held; DROP TABLE IF EXISTS counted_lines;");
        return new StagingSession(this, interpretation);
    }
}
