using System.Data.Common;
using DuckDB.NET.Data;
using Insight.Features;
using Insight.Shops;
using Insight.Testing;

namespace Insight.Training.Tests;

/// <summary>Online Retail II as histories, read straight from the file: a purchase is a line with positive quantity and price of a known customer, not cancelled.</summary>
internal static class OnlineRetail
{
    private const string Sql = """
        SELECT "Customer ID" AS customer, Invoice AS invoice, min(InvoiceDate) AS ordered,
               coalesce(sum(Quantity * Price) FILTER (sold), 0)::DOUBLE AS revenue,
               coalesce(sum(-Quantity * Price) FILTER (NOT sold AND Quantity < 0 AND Price > 0), 0)::DOUBLE AS returned,
               coalesce(sum(Quantity) FILTER (sold), 0)::DOUBLE AS units,
               count(DISTINCT StockCode) FILTER (sold)::INTEGER AS products
        FROM (SELECT *, Quantity > 0 AND Price > 0 AND left(Invoice, 1) NOT IN ('C', 'A') AS sold
              FROM read_csv($file, types = {'Invoice': 'VARCHAR', 'StockCode': 'VARCHAR', 'Customer ID': 'VARCHAR'}))
        WHERE "Customer ID" IS NOT NULL
        GROUP BY customer, invoice
        ORDER BY customer, ordered, invoice
        """;

    public static Shop Shop { get; } = new()
    {
        Id = ShopId.Parse("retail"), Currency = "GBP", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London"),
        Salt = new byte[32], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static IReadOnlyList<CustomerHistory> Read()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.Add(new DuckDBParameter("file", TestData.Path("online_retail/online_retail_2009_2010.csv.gz")));
        using var reader = command.ExecuteReader();
        var histories = new List<CustomerHistory>();
        var orders = new List<HistoryOrder>();
        string? customer = null;
        while (reader.Read())
        {
            if (reader.GetString(0) != customer)
            {
                Flush();
                customer = reader.GetString(0);
            }

            orders.Add(OrderOf(reader));
        }

        Flush();
        return histories;

        void Flush()
        {
            if (customer is not null)
            {
                histories.Add(new CustomerHistory { CustomerId = customer, Orders = [.. orders] });
                orders.Clear();
            }
        }
    }

    private static HistoryOrder OrderOf(DbDataReader row)
    {
        var local = row.GetDateTime(2);
        return new HistoryOrder(
            row.GetString(1), new DateTimeOffset(local, Shop.TimeZone.GetUtcOffset(local)).ToUniversalTime(), DateOnly.FromDateTime(local),
            row.GetDouble(3), row.GetDouble(4), row.GetDouble(5), row.GetInt32(6));
    }
}
