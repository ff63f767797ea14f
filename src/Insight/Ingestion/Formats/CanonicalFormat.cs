using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Files with the lake's own column names: orders, order lines (with or without the columns of their order), customers, products,
/// reviews. <c>customer_email</c> or <c>email</c> may stand in for <c>customer_id</c>.
/// </summary>
internal sealed class CanonicalFormat : UploadFormat
{
    private static readonly IReadOnlyList<string> OrderColumns =
        ["ordered_at", "currency", "discount", "shipping", "tax", "total", "country", "channel"];

    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.HasAll("order_id", "product_id", "quantity", "unit_price"))
        {
            return OrderLines(columns);
        }

        if (columns.HasAll("order_id", "ordered_at"))
        {
            return new Interpretation
            {
                Format = "orders",
                Primary = new TableMapping(LakeTable.Orders, Own(LakeTable.Orders, columns).With("customer_id", Customer(columns))),
            };
        }

        if (columns.HasAll("review_id") && (columns.Has("text") || columns.Has("rating")))
        {
            return Plain("reviews", LakeTable.Reviews, columns);
        }

        if (columns.Has("product_id") && (columns.Has("title") || columns.Has("category") || columns.Has("price")))
        {
            return Plain("products", LakeTable.Products, columns);
        }

        if (Customer(columns) is { } customer && (columns.Has("created_at") || columns.Has("country") || columns.Has("marketing_consent") || columns.Has("profiling_opt_out")))
        {
            return new Interpretation
            {
                Format = "customers",
                Primary = new TableMapping(LakeTable.Customers, Own(LakeTable.Customers, columns).With("customer_id", customer)),
            };
        }

        return null;
    }

    private static Interpretation OrderLines(FileColumns columns)
    {
        var derived = new List<TableMapping>();
        if (columns.Has("ordered_at"))
        {
            var order = new ColumnMap().With("order_id", columns["order_id"]).With("customer_id", Customer(columns)).With("status", columns.First("status"));
            foreach (var column in OrderColumns)
            {
                order.With(column, columns.First(column));
            }

            derived.Add(new TableMapping(LakeTable.Orders, order, OnlyNew: true));
        }

        return new Interpretation
        {
            Format = "order_lines",
            Primary = new TableMapping(LakeTable.OrderLines, Own(LakeTable.OrderLines, columns)),
            Derived = derived,
        };
    }

    private static Interpretation Plain(string format, LakeTable table, FileColumns columns) =>
        new() { Format = format, Primary = new TableMapping(table, Own(table, columns)) };

    private static string? Customer(FileColumns columns) => ColumnMap.CustomerId(columns.First("customer_id"), columns.First("customer_email", "email"));

    private static ColumnMap Own(LakeTable table, FileColumns columns)
    {
        var map = new ColumnMap();
        foreach (var column in table.Columns)
        {
            map.With(column.Name, columns.First(column.Name));
        }

        return map;
    }
}
