using DuckDB.NET.Data;
using Insight.Ingestion.Staging;
using Insight.Lake;

namespace Insight.Ingestion.Cleaning;

/// <summary>
/// Values far above what is usual in their file: beyond Tukey's outer fence (Exploratory Data Analysis, 1977, ch. 2), Q3 + 3 · (Q3 − Q1), of their logarithms, because quantities and
/// prices spread by factors. They are counted in the receipt and stay as they are: a large order is rarely a mistake.
/// </summary>
internal static class Outliers
{
    /// <summary>Too few values tell nothing of what is usual.</summary>
    private const int MinValues = 100;

    /// <summary>Quartiles count as at least this factor apart: where nearly every quantity is 1, a 5 is nothing odd.</summary>
    private const int MinSpread = 3;

    /// <summary>SQL of a column's fence; NULL, which no value is beyond, where none was measured.</summary>
    public static string Fence(string table, string column) => $"getvariable('{Variable(table, column)}')";

    /// <summary>Measures the fence of a column that has one among the rules, for the statements after it.</summary>
    /// <param name="values">SQL that gives the values as <c>v</c>.</param>
    public static void Measure(DuckDBConnection connection, StagedColumn column, string values)
    {
        if (!CleaningRules.All.Any(rule => rule.Condition.Contains(Fence(column.Table.Name, column.Definition.Name), StringComparison.Ordinal)))
        {
            return;
        }

        connection.Execute($"""
            SET VARIABLE {Variable(column.Table.Name, column.Definition.Name)} = (
                SELECT CASE WHEN n >= {MinValues} THEN exp(q[2] + 3 * greatest(q[2] - q[1], ln({MinSpread}))) END
                FROM (SELECT count(*) AS n, quantile_cont(ln(v), [0.25, 0.75]) AS q FROM ({values}) WHERE v > 0))
            """);
    }

    private static string Variable(string table, string column) => $"fence_{table}_{column}";
}
