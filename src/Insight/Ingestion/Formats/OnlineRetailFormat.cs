using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// UCI Online Retail I and II: one row per invoice line. An invoice <c>C…</c> cancels, an invoice <c>A…</c> adjusts the books.
/// </summary>
internal sealed class OnlineRetailFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.First("Invoice", "InvoiceNo") is not { } invoice
            || columns.First("Price", "UnitPrice") is not { } price
            || columns.First("Customer ID", "CustomerID") is not { } customer
            || !columns.HasAll("StockCode", "Quantity", "InvoiceDate"))
        {
            return null;
        }

        var status = $"CASE WHEN upper(trim({invoice})) LIKE 'C%' THEN 'cancelled' WHEN upper(trim({invoice})) LIKE 'A%' THEN 'adjustment' ELSE 'completed' END";
        return new Interpretation
        {
            Format = "online_retail",
            Primary = new TableMapping(LakeTable.OrderLines, new ColumnMap()
                .With("order_id", invoice).With("product_id", columns["StockCode"]).With("quantity", columns["Quantity"]).With("unit_price", price).With("status", status)),
            Derived =
            [
                new TableMapping(LakeTable.Orders, new ColumnMap()
                    .With("order_id", invoice).With("customer_id", customer).With("ordered_at", columns["InvoiceDate"]).With("status", status).With("country", columns.First("Country")), IsByTheWay: true),
                new TableMapping(LakeTable.Products, new ColumnMap()
                    .With("product_id", columns["StockCode"]).With("title", columns.First("Description")), Strict: false, IsByTheWay: true),
            ],
        };
    }
}
