using static Insight.Lake.ColumnType;

namespace Insight.Lake;

/// <summary>
/// The tables of a shop's lake: names, columns, and the business key by which a row is recognised again, never the file it came in.
/// Beside the columns here every Parquet file carries <c>_hash</c> (of the row's content) and <c>_version</c> (of the snapshot that brought it).
/// </summary>
public sealed record LakeTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<LakeColumn> Columns)
{
    public static readonly LakeTable Orders = new("orders", ["order_id"],
    [
        new("order_id", Id, Required: true), new("customer_id", Id), new("ordered_at", Time, Required: true), new("status", Text), new("currency", Text),
        new("discount", Number), new("shipping", Number), new("tax", Number), new("total", Number), new("country", Text), new("channel", Text),
    ]);

    /// <summary>
    /// <c>_line</c> identifies a line within its order: by <c>line_no</c> where the file has one, else by its content and how often that
    /// content occurred before in the same file, so that lines form a multiset and overlapping files contribute the maximum count.
    /// <c>_whole</c> marks lines of exports that carry whole orders and so replace what was known of them.
    /// </summary>
    public static readonly LakeTable OrderLines = new("order_lines", ["order_id", "_line"],
    [
        new("order_id", Id, Required: true), new("line_no", Integer), new("product_id", Id, Required: true), new("quantity", Number, Required: true),
        new("unit_price", Number, Required: true), new("status", Text),
    ]);

    public static readonly LakeTable Customers = new("customers", ["customer_id"],
    [
        new("customer_id", Id, Required: true), new("created_at", Time), new("country", Text), new("marketing_consent", Flag), new("consent_at", Time),
        new("profiling_opt_out", Flag), new("attributes", Text),
    ]);

    public static readonly LakeTable Products = new("products", ["product_id"],
    [
        new("product_id", Id, Required: true), new("title", Text), new("category", Text), new("brand", Text), new("price", Number), new("cost", Number),
        new("image", Text), new("active", Flag), new("attributes", Text),
    ]);

    public static readonly LakeTable Reviews = new("reviews", ["review_id"],
    [
        new("review_id", Id, Required: true), new("order_id", Id), new("customer_id", Id), new("product_id", Id), new("rating", Number), new("title", Text), new("text", Text),
        new("reviewed_at", Time), new("language", Text),
    ]);

    /// <summary>Names under which a customer also appears, such as Olist's customer id that is new with every order.</summary>
    public static readonly LakeTable CustomerAliases = new("customer_aliases", ["alias"],
    [
        new("alias", Id, Required: true), new("customer_id", Id, Required: true),
    ]);

    public static readonly LakeTable CategoryNames = new("category_names", ["category"],
    [
        new("category", Text, Required: true), new("name", Text, Required: true),
    ]);

    public static readonly LakeTable Payments = new("payments", ["order_id", "sequence"],
    [
        new("order_id", Id, Required: true), new("sequence", Integer, Required: true), new("method", Text), new("amount", Number, Required: true),
    ]);

    public static readonly LakeTable Sellers = new("sellers", ["seller_id"],
    [
        new("seller_id", Id, Required: true), new("city", Text), new("region", Text),
    ]);

    public static readonly IReadOnlyList<LakeTable> All =
        [Orders, OrderLines, Customers, Products, Reviews, CustomerAliases, CategoryNames, Payments, Sellers];

    /// <summary>Columns as they lie in Parquet, the technical ones last.</summary>
    public IEnumerable<(string Name, string SqlType)> StoredColumns()
    {
        foreach (var column in Columns)
        {
            yield return (column.Name, column.SqlType);
        }

        if (this == OrderLines)
        {
            yield return ("_line", "UBIGINT");
            yield return ("_whole", "BOOLEAN");
        }

        yield return ("_hash", "UBIGINT");
        yield return ("_version", "BIGINT");
    }
}
