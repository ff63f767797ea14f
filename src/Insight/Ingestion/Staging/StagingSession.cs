using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Insight.Ingestion.Formats;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>Takes a part of an upload through DuckDB piece by piece: what <see cref="PieceJudge"/> judged goes to each table that it tells of (<see cref="TableStager"/>).</summary>
internal sealed class StagingSession
{
    private readonly UploadStaging _upload;
    private readonly DuckDBConnection _connection;
    private readonly IReadOnlyList<TableStager> _tables;

    public StagingSession(UploadStaging upload, string? part, Interpretation interpretation)
    {
        (_upload, _connection) = (upload, upload.Connection);
        var sql = new PieceSql(interpretation, upload.Now, upload.Shop.Currency);
        var lines = new LineNumbers(_connection, upload.Cache);
        Judge = new PieceJudge(upload.Judging, part, interpretation, sql);
        _tables = [.. interpretation.Mappings.Select(mapping => new TableStager(upload, interpretation, sql, mapping, lines))];
    }

    /// <summary>Works ahead, one piece at most.</summary>
    public PieceJudge Judge { get; }

    /// <summary>Takes a judged piece to the lake's tables; gives the files of one after the other, to be uploaded while the next is worked on.</summary>
    /// <param name="earlier">Ends when the files of earlier pieces are in storage.</param>
    public async IAsyncEnumerable<IReadOnlyList<NewLakeFile>> ProcessAsync(JudgedPiece piece, LakeFileWriter writer, Task earlier, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (code, rows) in piece.Rejected)
        {
            _upload.Tally.AddReason(code, rows);
        }

        _connection.ExecutePatiently($"ALTER TABLE {piece.Table} RENAME TO judged");
        await earlier.ConfigureAwait(false);
        foreach (var table in _tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await table.StageAsync(writer, _upload.NextName(), piece.Rejected.Sum(reason => reason.Rows), cancellationToken).ConfigureAwait(false);
        }

        _connection.ExecutePatiently("DROP TABLE judged");
        _upload.Piece++;
    }
}
