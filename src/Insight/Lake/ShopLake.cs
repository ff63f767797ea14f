using DuckDB.NET.Data;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Options;

namespace Insight.Lake;

/// <summary>Opens the lake of a shop for reading.</summary>
public sealed class ShopLake(SnapshotStore snapshots, LakeFileCache files, WorkFolder work, TimeProvider time, IOptions<LakeOptions> options)
{
    public async Task<LakeSnapshot> ReadSnapshotAsync(ShopId shop, CancellationToken cancellationToken) =>
        (await snapshots.ReadAsync(shop, cancellationToken).ConfigureAwait(false)).Snapshot;

    /// <summary>The lake as the newest snapshot has it.</summary>
    public async Task<LakeReader> OpenAsync(Shop shop, CancellationToken cancellationToken)
    {
        var snapshot = await ReadSnapshotAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        var scope = work.OpenScope();
        DuckDBConnection? connection = null;
        try
        {
            connection = DuckDb.Open(scope.Path, shop.TimeZone.Id, options.Value.MemoryMegabytes);
            foreach (var table in LakeTable.All)
            {
                var rows = snapshot.RowsOf(table).ToLookup(file => file.Revises);
                var plain = await files.GetAsync(rows[false], cancellationToken).ConfigureAwait(false);
                var revising = await files.GetAsync(rows[true], cancellationToken).ConfigureAwait(false);
                connection.Execute($"CREATE VIEW newest_{table.Name} AS {LakeSql.Newest(table, plain, revising, snapshot.FirstVersionOf(table))}");
            }

            connection.Execute(SqlText.Load("Lake/Sql/views.sql"));
            connection.Execute(SqlText.Load("Lake/Sql/order_values.sql"));
            connection.Execute(SqlText.Load("Lake/Sql/interactions.sql"));
            return new LakeReader(shop, snapshot, connection, scope, time);
        }
        catch
        {
            connection?.Dispose();
            scope.Dispose();
            throw;
        }
    }
}
