using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Purchases without order numbers: who, when, how many, how much (CDNOW's form). What was bought names the order; equal purchases of a customer on
/// one day are numbered.
/// </summary>
internal sealed class PurchaseListFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.Alike("customerid") is not { } customer
            || columns.Alike("date", "orderdate", "purchasedate") is not { } date
            || columns.Alike("numberofcds", "cds", "units", "quantity") is not { } units
            || columns.Alike("dollarvalue", "dollars", "amount", "total", "value") is not { } total
            || columns.Alike("orderid", "ordernumber", "invoice", "productid", "sku") is not null)
        {
            return null;
        }

        var purchase = $"concat_ws('-', trim({customer}), trim({date}), trim({units}), trim({total}))";
        return new Interpretation
        {
            Format = "purchases",
            Primary = new TableMapping(LakeTable.Orders, new ColumnMap()
                .With("order_id", $"{purchase} || '#' || row_number() OVER (PARTITION BY {purchase} ORDER BY _row)")
                .With("customer_id", customer).With("ordered_at", date).With("total", total)),
        };
    }
}
