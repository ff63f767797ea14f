using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// The tables of Olist's marketplace export, each recognised by itself and joined when the lake is read, so they may arrive in any
/// order. <c>customer_id</c> there is new with every order; <c>customer_unique_id</c> is the person.
/// </summary>
internal sealed class OlistFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.HasAll("order_id", "customer_id", "order_status", "order_purchase_timestamp"))
        {
            return File("olist_orders", LakeTable.Orders, new ColumnMap()
                .With("order_id", columns["order_id"]).With("customer_id", columns["customer_id"])
                .With("ordered_at", columns["order_purchase_timestamp"]).With("status", columns["order_status"]));
        }

        if (columns.HasAll("order_id", "order_item_id", "product_id", "price"))
        {
            return File("olist_order_items", LakeTable.OrderLines, new ColumnMap()
                .With("order_id", columns["order_id"]).With("line_no", columns["order_item_id"]).With("product_id", columns["product_id"])
                .With("quantity", "'1'").With("unit_price", columns["price"]));
        }

        if (columns.HasAll("customer_id", "customer_unique_id"))
        {
            return File(
                "olist_customers",
                LakeTable.CustomerAliases,
                new ColumnMap().With("alias", columns["customer_id"]).With("customer_id", columns["customer_unique_id"]),
                new TableMapping(LakeTable.Customers, new ColumnMap()
                    .With("customer_id", columns["customer_unique_id"]).With("country", "'BR'"), IsByTheWay: true));
        }

        if (columns.HasAll("product_id", "product_category_name"))
        {
            return File("olist_products", LakeTable.Products, new ColumnMap()
                .With("product_id", columns["product_id"]).With("category", columns["product_category_name"])
                .With("attributes", columns.Rest([columns["product_id"], columns["product_category_name"]])));
        }

        if (columns.HasAll("product_category_name", "product_category_name_english"))
        {
            return File("olist_category_names", LakeTable.CategoryNames, new ColumnMap()
                .With("category", columns["product_category_name"]).With("name", columns["product_category_name_english"]));
        }

        if (columns.HasAll("review_id", "order_id", "review_score"))
        {
            return File("olist_reviews", LakeTable.Reviews, new ColumnMap()

                // One review may speak of several orders; each is a row of its own.
                .With("review_id", $"{columns["review_id"]} || '~' || {columns["order_id"]}").With("order_id", columns["order_id"])
                .With("rating", columns["review_score"]).With("title", columns.First("review_comment_title")).With("text", columns.First("review_comment_message"))
                .With("reviewed_at", columns.First("review_creation_date")));
        }

        if (columns.HasAll("order_id", "payment_sequential", "payment_type", "payment_value"))
        {
            return File("olist_payments", LakeTable.Payments, new ColumnMap()
                .With("order_id", columns["order_id"]).With("sequence", columns["payment_sequential"])
                .With("method", columns["payment_type"]).With("amount", columns["payment_value"]));
        }

        if (columns.HasAll("geolocation_zip_code_prefix", "geolocation_lat", "geolocation_lng"))
        {
            return File("olist_geolocation", LakeTable.Places, new ColumnMap()
                .With("postcode", columns["geolocation_zip_code_prefix"]).With("latitude", columns["geolocation_lat"]).With("longitude", columns["geolocation_lng"])
                .With("city", columns.First("geolocation_city")).With("region", columns.First("geolocation_state")));
        }

        return columns.HasAll("seller_id", "seller_city")
            ? File("olist_sellers", LakeTable.Sellers, new ColumnMap()
                .With("seller_id", columns["seller_id"]).With("city", columns["seller_city"]).With("region", columns.First("seller_state")))
            : null;
    }

    private static Interpretation File(string format, LakeTable table, ColumnMap columns, params TableMapping[] derived) =>
        new() { Format = format, Primary = new TableMapping(table, columns), Derived = derived };
}
