using DuckDB.NET.Data;
using Insight.Lake;

namespace Insight.Ingestion.Reading;

/// <summary>A reader whose rows have the columns of another file as well; of columns that both have, its own count.</summary>
internal sealed class JoinedReader(UploadReader inner, JoinedFile file) : UploadReader
{
    private readonly IReadOnlyList<string> _added = [.. file.Columns.Where(name => !inner.Columns.Contains(name, StringComparer.OrdinalIgnoreCase))];

    public override IReadOnlyList<string> Columns => [.. inner.Columns, .. _added];

    public override bool HasHeader => inner.HasHeader;

    public override IReadOnlyList<IReadOnlyList<string>> Sample => inner.Sample;

    public override long Reinterpreted => inner.Reinterpreted;

    public override IAsyncEnumerable<RecordChunk> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

    public override void Load(DuckDBConnection connection, RecordChunk chunk)
    {
        inner.Load(connection, chunk);
        var added = string.Concat(_added.Select(name => $", j.{DuckDb.Identifier(name)}"));
        var on = string.Join(" AND ", file.On.Select(name => $"trim(r.{Own(inner.Columns, name)}) = trim(j.{Own(file.Columns, name)})"));
        var alone = $"before_{file.Table}";
        connection.Execute($"""
            DROP VIEW IF EXISTS {alone};
            ALTER VIEW {Rows} RENAME TO {alone};
            CREATE VIEW {Rows} AS SELECT r.*{added} FROM {alone} AS r LEFT JOIN {file.Table} AS j ON {on};
            """);
    }

    private static string Own(IReadOnlyList<string> columns, string name) =>
        DuckDb.Identifier(columns.First(column => string.Equals(column.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase)));
}
