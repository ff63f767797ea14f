using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// WooCommerce's orders as its export plugins write them: one row per line item, or one row per order with its items packed into one column
/// (<c>line_items</c>) or several (<c>line_item_1</c>, …), or without items. An export carries whole orders. Customer 0 is a guest.
/// </summary>
internal sealed class WooCommerceFormat : UploadFormat
{
    /// <summary>States of carts that nobody has paid yet.</summary>
    private const string Unpaid = "'pending', 'pending payment', 'pending-payment', 'checkout-draft', 'draft', 'trash'";

    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.Alike("orderid", "ordernumber") is not { } order
            || columns.Alike("orderdate", "orderdatetime") is not { } date
            || columns.Alike("status", "orderstatus") is not { } state
            || columns.Alike("ordertotal", "ordertotalamount") is not { } total)
        {
            return null;
        }

        var addresses = new[] { columns.Alike("customeremail"), columns.Alike("billingemail", "emailbilling", "billingemailaddress"), columns.Alike("email") }.OfType<string>().ToList();
        var customer = ColumnMap.CustomerId(
            columns.Alike("customerid", "customeruserid"),
            addresses.Count == 0 ? null : $"coalesce({string.Join(", ", addresses.Select(address => $"nullif(trim({address}), '')"))})");
        if (customer is null)
        {
            return null;
        }

        var word = $"regexp_replace(lower(trim({state})), '^wc-', '')";
        var status = $"CASE WHEN {word} IN ({Unpaid}) THEN 'cancelled' ELSE {word} END";
        var orders = new ColumnMap()
            .With("order_id", order).With("customer_id", customer).With("ordered_at", date).With("status", status)
            .With("currency", columns.Alike("ordercurrency", "currency")).With("discount", columns.Alike("discounttotal", "cartdiscount", "orderdiscount", "cartdiscountamount"))
            .With("shipping", columns.Alike("shippingtotal", "ordershipping", "ordershippingamount")).With("tax", columns.Alike("taxtotal", "ordertax", "ordertotaltaxamount"))
            .With("total", total).With("country", columns.Alike("billingcountry", "countrycodebilling", "countrynamebilling")).With("channel", columns.Alike("createdvia"));
        return OfItemRows(columns, order, status, orders) ?? OfPackedItems(columns, order, status, orders) ?? new Interpretation
        {
            Format = "woocommerce_orders",
            WholeOrders = true,
            Primary = new TableMapping(LakeTable.Orders, orders),
        };
    }

    private static Interpretation? OfItemRows(FileColumns columns, string order, string status, ColumnMap orders)
    {
        var product = new[] { columns.Alike("itemsku", "sku"), columns.Alike("productid", "itemproductid"), columns.Alike("itemname", "productname", "item") }.OfType<string>().ToList();
        var quantity = columns.Alike("itemquantity", "quantity", "quantityrefund", "qty");
        var single = columns.Alike("itemprice", "itemcost", "unitprice");
        var whole = columns.Alike("itemtotal", "linetotal", "orderlinetotal", "itemsubtotal");
        if (product.Count == 0 || quantity is null || (single ?? whole) is null)
        {
            return null;
        }

        return Lines(
            order, status, orders, quantity, single ?? PerUnit(whole!, quantity), // one of the two is there
            $"coalesce({string.Join(", ", product.Select(column => $"nullif(trim({column}), '')"))})",
            columns.Alike("itemname", "productname")) with
        {
            GroupColumn = order,
            FillDown = [.. columns.Names.Select(DuckDb.Identifier).Where(name => name != order && orders.Values.Any(expression => expression.Contains(name, StringComparison.Ordinal)))],
        };
    }

    private static Interpretation? OfPackedItems(FileColumns columns, string order, string status, ColumnMap orders)
    {
        var several = columns.Names.Where(name => FileColumns.Plain(name) is ['l', 'i', 'n', 'e', 'i', 't', 'e', 'm', .. var number] && number.All(char.IsAsciiDigit) && number.Length > 0).Select(DuckDb.Identifier).ToList();
        var items = several.Count > 0 ? $"[{string.Join(", ", several)}]"
            : columns.Alike("lineitems") is { } packed ? $@"string_split(regexp_replace({packed}, ';(id:|name:)', chr(30) || '\1', 'g'), chr(30))"
            : null;
        return items is null ? null : Lines(
            order, status, orders, Field("quantity"), PerUnit(Field("total"), Field("quantity")), $"coalesce({Field("sku")}, {Field("product_id")}, {Field("name")})", Field("name")) with
        {
            Explode = $"list_filter({items}, lambda item: trim(item) <> '')",
        };

        static string Field(string name) => $@"nullif(trim(regexp_extract('|' || _item, '\|{name}:([^|]*)', 1)), '')";
    }

    private static Interpretation Lines(string order, string status, ColumnMap orders, string quantity, string price, string product, string? title) => new()
    {
        Format = "woocommerce_orders",
        WholeOrders = true,
        Primary = new TableMapping(LakeTable.OrderLines, new ColumnMap()
            .With("order_id", order).With("product_id", product).With("quantity", quantity).With("unit_price", price).With("status", status)),
        Derived =
        [
            new TableMapping(LakeTable.Orders, orders),
            new TableMapping(LakeTable.Products, new ColumnMap().With("product_id", product).With("title", title).With("price", price), Strict: false, IsByTheWay: true),
        ],
    };

    private static string PerUnit(string total, string quantity) => $"CAST(plain_number({total}) / nullif(abs(plain_number({quantity})), 0) AS VARCHAR)";
}
