using DuckDB.NET.Data;
using Insight.Features;
using Insight.Lake;
using Insight.Reports;

namespace Insight.Tests.Reports;

/// <summary>Worked by hand: three customers, one guest, one cancelled order, one return, an order at midnight in another zone.</summary>
public sealed class LakeFiguresTests : IDisposable
{
    private readonly DuckDBConnection _lake = DuckDb.Open(Path.GetTempPath(), "Europe/Berlin", 256);

    public LakeFiguresTests()
    {
        _lake.Execute("""
            CREATE TABLE orders(order_id VARCHAR, customer_id VARCHAR, ordered_at TIMESTAMP, status VARCHAR, total DOUBLE);
            CREATE TABLE order_lines(order_id VARCHAR, quantity DOUBLE, unit_price DOUBLE, status VARCHAR, product_id VARCHAR DEFAULT 'mug');
            INSERT INTO orders VALUES
              ('1', 'anna', '2024-01-02 10:00', 'completed', NULL), ('2', 'anna', '2024-01-31 23:30', 'completed', NULL), ('3', 'bert', '2024-01-15 09:00', 'completed', NULL),
              ('4', NULL, '2024-01-20 09:00', 'completed', 7), ('5', 'cleo', '2024-03-05 09:00', 'completed', NULL), ('6', 'bert', '2024-03-06 09:00', 'cancelled', NULL),
              ('7', 'anna', '2024-04-01 09:00', 'completed', NULL);
            INSERT INTO order_lines(order_id, quantity, unit_price, status) VALUES
              ('1', 2, 10, 'completed'), ('2', 1, 5, 'completed'), ('3', 1, 8, 'completed'), ('3', -1, 3, 'completed'),
              ('5', 4, 2.5, 'completed'), ('6', 1, 8, 'cancelled'), ('7', 1, 1000, 'completed');
            """);
        _lake.Execute(SqlText.Load("Lake/Sql/order_values.sql"));
    }

    [Fact]
    public void Totals_CountUpToTheCutoff()
    {
        var totals = Figures().Totals()!;

        // 20 + 5 + 8 + 7 + 10; what was cancelled was never sold; the order of 1 April lies after the cutoff. Anna bought on 2 January and, in Berlin, on 1 February.
        Assert.Equal(new ShopTotals(new DateOnly(2024, 1, 2), new DateOnly(2024, 3, 6), 50, 3, 5, 3, 1, 1), totals);
    }

    [Fact]
    public void Months_HaveNoGaps_AndFollowTheShopsZone()
    {
        var figures = Figures();

        Assert.Equal(
            [
                new MonthFigures(new DateOnly(2024, 1, 1), 35, 3, 3, 2, 2, false),
                new MonthFigures(new DateOnly(2024, 2, 1), 5, 0, 1, 1, 0, false),
                new MonthFigures(new DateOnly(2024, 3, 1), 10, 0, 1, 1, 1, true),
            ],
            figures.Months(figures.Totals()!));
    }

    [Fact]
    public void Cohorts_FollowTheFirstPurchase()
    {
        var figures = Figures();
        var cohorts = figures.Cohorts(figures.Totals()!);

        Assert.Equal([new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 1)], cohorts.Select(cohort => cohort.Month));
        Assert.Equal([2, 1, 0], cohorts[0].Active);
        Assert.Equal([1], cohorts[1].Active);
    }

    [Fact]
    public void Totals_NoOrders_IsNull()
    {
        _lake.Execute("DELETE FROM orders");

        Assert.Null(Figures().Totals());
    }

    public void Dispose() => _lake.Dispose();

    private LakeFigures Figures() => new(_lake, new Cutoff(new DateTimeOffset(2024, 3, 10, 22, 59, 59, TimeSpan.Zero), new DateOnly(2024, 3, 10), new DateOnly(2024, 3, 10)));
}
