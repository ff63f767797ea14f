using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Shopify's order export: one row per line item, grouped by <c>Name</c>; what concerns the order stands on its first row only. An
/// export carries whole orders, so a later one replaces them.
/// </summary>
internal sealed class ShopifyOrdersFormat : UploadFormat
{
    private static readonly IReadOnlyList<string> OrderFields =
        ["Email", "Financial Status", "Paid at", "Currency", "Shipping", "Taxes", "Total", "Discount Amount", "Created at", "Cancelled at", "Source", "Billing Country", "Shipping Country"];

    public override Interpretation? Interpret(FileColumns columns)
    {
        if (!columns.HasAll("Name", "Email", "Financial Status", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"))
        {
            return null;
        }

        var cancelled = columns.First("Cancelled at");
        var state = $"lower(trim({columns["Financial Status"]}))";
        var status = $"CASE {(cancelled is null ? string.Empty : $"WHEN nullif(trim({cancelled}), '') IS NOT NULL THEN 'cancelled' ")}WHEN {state} = 'refunded' THEN 'returned' WHEN {state} = 'voided' THEN 'cancelled' ELSE 'completed' END";
        var product = columns.First("Lineitem sku") is { } sku
            ? $"coalesce(nullif(trim({sku}), ''), trim({columns["Lineitem name"]}))"
            : columns["Lineitem name"];
        return new Interpretation
        {
            Format = "shopify_orders",
            WholeOrders = true,
            GroupColumn = columns["Name"],
            FillDown = [.. OrderFields.Where(columns.Has).Select(field => columns[field])],
            Primary = new TableMapping(LakeTable.OrderLines, new ColumnMap()
                .With("order_id", columns["Name"]).With("product_id", product).With("quantity", columns["Lineitem quantity"])
                .With("unit_price", columns["Lineitem price"]).With("status", status)),
            Derived =
            [
                new TableMapping(LakeTable.Orders, new ColumnMap()
                    .With("order_id", columns["Name"]).With("customer_id", ColumnMap.CustomerId(null, columns["Email"])).With("ordered_at", columns["Created at"])
                    .With("status", status).With("currency", columns.First("Currency")).With("discount", columns.First("Discount Amount"))
                    .With("shipping", columns.First("Shipping")).With("tax", columns.First("Taxes")).With("total", columns.First("Total"))
                    .With("country", columns.First("Billing Country", "Shipping Country")).With("channel", columns.First("Source"))),
                new TableMapping(LakeTable.Products, new ColumnMap()
                    .With("product_id", product).With("title", columns["Lineitem name"]).With("brand", columns.First("Vendor"))
                    .With("price", columns["Lineitem price"]), Strict: false, IsByTheWay: true),
            ],
        };
    }
}
