using System.Globalization;
using DuckDB.NET.Data;
using Insight.Features;
using Insight.Lake;

namespace Insight.Reports;

/// <summary>What the report counts in the views of an open lake: totals, months, cohorts, all up to one cutoff.</summary>
internal sealed class LakeFigures
{
    /// <summary>A month counts as whole when the data miss no more than this many days at its edge: shops close on some days.</summary>
    private const int ToleratedDays = 2;

    private readonly DuckDBConnection _connection;
    private readonly Cutoff _cutoff;

    public LakeFigures(DuckDBConnection connection, Cutoff cutoff)
    {
        _connection = connection;
        _cutoff = cutoff;
        var until = "TIMESTAMP '" + cutoff.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "'";
        _connection.Execute(SqlText.Load("Reports/Sql/report_orders.sql").Replace("$until", until, StringComparison.Ordinal));
    }

    public ShopTotals? Totals() => _connection.Query(
        SqlText.Load("Reports/Sql/report_totals.sql"),
        row => new ShopTotals(Day(row, 0), Day(row, 1), row.GetDouble(2), row.GetDouble(3), Long(row, 4), Long(row, 5), Long(row, 6), Long(row, 7))).SingleOrDefault();

    public IReadOnlyList<MonthFigures> Months(ShopTotals totals)
    {
        var months = _connection.Query(
            SqlText.Load("Reports/Sql/report_months.sql"),
            row => new MonthFigures(Day(row, 0), row.GetDouble(1), row.GetDouble(2), Long(row, 3), Long(row, 4), Long(row, 5), false)).ToList();
        return [.. months.Select((month, i) => month with
        {
            Partial = (i == 0 && totals.FirstDay > month.Month.AddDays(ToleratedDays))
                || (i == months.Count - 1 && _cutoff.Day < month.Month.AddMonths(1).AddDays(-1 - ToleratedDays)),
        })];
    }

    public IReadOnlyList<Cohort> Cohorts(ShopTotals totals)
    {
        var last = new DateOnly(totals.LastDay.Year, totals.LastDay.Month, 1);
        return [.. _connection
            .Query(SqlText.Load("Reports/Sql/report_cohorts.sql"), row => (Month: Day(row, 0), Since: (int)Long(row, 1), Customers: Long(row, 2)))
            .GroupBy(cell => cell.Month)
            .Select(cells =>
            {
                var active = new long[(((last.Year - cells.Key.Year) * 12) + last.Month - cells.Key.Month) + 1];
                foreach (var cell in cells)
                {
                    active[cell.Since] = cell.Customers;
                }

                return new Cohort(cells.Key, active[0], active);
            })];
    }

    private static DateOnly Day(DuckDBDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    private static long Long(DuckDBDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}
