using DuckDB.NET.Data;
using Insight.Testing;

namespace Insight.EndToEnd.Tests;

/// <summary>What really happened, computed from the file itself and with none of the product's code.</summary>
internal static class Outcomes
{
    /// <summary>Purchase days in the horizon after the cutoff, of everybody with a purchase day by then.</summary>
    public static Dictionary<string, int> OnlineRetail(DateOnly cutoff, int horizonDays)
    {
        var path = TestData.Path("online_retail/online_retail_2009_2010.csv.gz");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = FormattableString.Invariant($"""
            WITH days AS (
                SELECT DISTINCT "Customer ID" AS customer, CAST(InvoiceDate AS DATE) AS day FROM read_csv('{path}', all_varchar=true)
                WHERE "Customer ID" IS NOT NULL AND CAST(Quantity AS INT) > 0 AND CAST(Price AS DOUBLE) > 0 AND Invoice NOT LIKE 'C%' AND Invoice NOT LIKE 'A%')
            SELECT customer, CAST(count(*) FILTER (day > DATE '{cutoff:yyyy-MM-dd}' AND day <= DATE '{cutoff.AddDays(horizonDays):yyyy-MM-dd}') AS INTEGER)
            FROM days GROUP BY customer HAVING min(day) <= DATE '{cutoff:yyyy-MM-dd}'
            """);
        using var reader = command.ExecuteReader();
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            outcomes[reader.GetString(0)] = reader.GetInt32(1);
        }

        return outcomes;
    }

    /// <summary>Share of pairs of a buyer and another in which the buyer has the higher score; ties count half.</summary>
    public static double Auc(IReadOnlyList<(double Score, bool Buys)> customers)
    {
        var buyers = customers.Where(customer => customer.Buys).Select(customer => customer.Score).ToArray();
        var others = customers.Where(customer => !customer.Buys).Select(customer => customer.Score).ToArray();
        return buyers.Sum(b => others.Sum(o => b > o ? 1.0 : b < o ? 0 : .5)) / ((double)buyers.Length * others.Length);
    }
}
