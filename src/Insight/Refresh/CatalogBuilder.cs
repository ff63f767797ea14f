using System.Globalization;
using DuckDB.NET.Data;
using Insight.Features;
using Insight.Lake;
using Insight.Recommendations;

namespace Insight.Refresh;

/// <summary>Makes the catalog of products from the lake.</summary>
internal static class CatalogBuilder
{
    private const string StockNow = "SELECT product_id, on_hand FROM stock";

    private const string StockThen = "SELECT product_id, arg_max(on_hand, as_of) AS on_hand FROM stock_history WHERE as_of <= $until GROUP BY product_id";

    /// <param name="until">Interactions up to it count.</param>
    /// <param name="asThen">For a backtest: the stock of that time, too. A list of products has no times: titles, prices and what is active are those of now.</param>
    public static ProductCatalog Build(LakeReader reader, Cutoff until, bool asThen, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sql = SqlText.Load("Refresh/Sql/catalog.sql")
            .Replace("$stock", asThen ? StockThen : StockNow, StringComparison.Ordinal)
            .Replace("$until", "TIMESTAMP '" + until.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "'", StringComparison.Ordinal);
        var (products, interactions) = (new List<CatalogProduct>(), new List<long>());
        foreach (var (product, count) in reader.Connection.Query(sql, Read))
        {
            products.Add(product);
            interactions.Add(count);
        }

        return new ProductCatalog { AsOf = until.At, Snapshot = reader.Snapshot.Id, Products = KinFinder.Join(products, interactions, cancellationToken) };
    }

    private static (CatalogProduct Product, long Interactions) Read(DuckDBDataReader row) => (new CatalogProduct
    {
        Id = row.GetString(0),
        Title = Text(row, 1),
        Category = Text(row, 2),
        Brand = Text(row, 3),
        Price = row.IsDBNull(4) ? null : HistoryOrder.Settle(Convert.ToDouble(row.GetValue(4), CultureInfo.InvariantCulture)),
        Active = row.GetBoolean(5),
        InStock = row.IsDBNull(6) ? null : row.GetBoolean(6),
        // A sum over rows in any order: see HistoryOrder.Settle. Old interactions come to very little, which must not become nothing.
        Popularity = Settled(Convert.ToDouble(row.GetValue(7), CultureInfo.InvariantCulture)),
    }, Convert.ToInt64(row.GetValue(8), CultureInfo.InvariantCulture));

    private static string? Text(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>To nine significant digits.</summary>
    private static double Settled(double sum) => double.Parse(sum.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
