using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Files with the lake's own column names: orders, order lines (with or without the columns of their order), customers, products, reviews, events,
/// sessions, stock, sales, campaigns. <c>customer_email</c> or <c>email</c> may stand in for <c>customer_id</c>.
/// </summary>
internal sealed class CanonicalFormat : UploadFormat
{
    private static readonly IReadOnlyList<string> OrderColumns =
        ["ordered_at", "currency", "discount", "shipping", "tax", "total", "country", "channel"];

    /// <summary>Tables whose rows stand in files of their own, the telling ones first.</summary>
    private static readonly IReadOnlyList<CanonicalTable> Tables =
    [
        new(LakeTable.Events, ["event_type"], ["product_id", "customer_id", "customer_email", "anonymous_id", "session_id", "order_id"]),
        new(LakeTable.Orders, ["order_id", "ordered_at"], []),
        new(LakeTable.Reviews, ["review_id"], ["text", "rating"]),
        new(LakeTable.Stock, ["product_id", "on_hand"], []),
        new(LakeTable.Sales, ["series_id", "date", "quantity"], []),
        new(LakeTable.Campaigns, ["campaign_id"], Customers),
        new(LakeTable.Sessions, ["session_id"], ["purchased", "started_at"]),
        new(LakeTable.Products, ["product_id"], ["title", "category", "price"]),
        new(LakeTable.Customers, ["customer_id"], Profiles),
        new(LakeTable.Customers, ["customer_email"], Profiles),
        new(LakeTable.Customers, ["email"], Profiles),
    ];

    private static IReadOnlyList<string> Customers => ["customer_id", "customer_email", "email"];

    private static IReadOnlyList<string> Profiles => ["created_at", "country", "marketing_consent", "profiling_opt_out"];

    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.HasAll("order_id", "product_id", "quantity", "unit_price") && !columns.Has("event_type"))
        {
            return OrderLines(columns);
        }

        return Tables.FirstOrDefault(table => table.Fits(columns)) is { Table: var table }
            ? new Interpretation { Format = table.Name, Primary = new TableMapping(table, Own(table, columns)) }
            : null;
    }

    private static Interpretation OrderLines(FileColumns columns)
    {
        var derived = new List<TableMapping>();
        if (columns.Has("ordered_at"))
        {
            var order = new ColumnMap().With("order_id", columns["order_id"]).With("customer_id", Customer(columns));
            foreach (var column in OrderColumns)
            {
                order.With(column, columns.First(column));
            }

            derived.Add(new TableMapping(LakeTable.Orders, order, IsByTheWay: true));
        }

        return new Interpretation
        {
            Format = "order_lines",
            Primary = new TableMapping(LakeTable.OrderLines, Own(LakeTable.OrderLines, columns)),
            Derived = derived,
        };
    }

    private static string? Customer(FileColumns columns) => ColumnMap.CustomerId(columns.First("customer_id"), columns.First("customer_email", "email"));

    private static ColumnMap Own(LakeTable table, FileColumns columns)
    {
        var map = new ColumnMap();
        foreach (var column in table.Columns)
        {
            map.With(column.Name, column.Name switch
            {
                "customer_id" => Customer(columns),
                "event_type" => ColumnMap.EventType(columns.First("event_type")),
                _ => columns.First(column.Name),
            });
        }

        return map;
    }
}
