using static Insight.Lake.ColumnType;

namespace Insight.Lake;

/// <summary>
/// The tables of a shop's lake: names, columns, and the business key by which a row is recognised again, never the file it came in.
/// Beside the columns here every Parquet file carries <c>_hash</c> (of the row's content), <c>_rank</c> (<see cref="RowRank"/>) and <c>_version</c>
/// (<see cref="RowVersion"/>).
/// </summary>
public sealed record LakeTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<LakeColumn> Columns)
{
    /// <summary>The key column that is made from the row's content where a file has none, so that the same row is the same again.</summary>
    public string? Surrogate { get; private init; }

    /// <summary>
    /// What a newer row of a key leaves blank is taken from the row before it, so that a price list does not take the titles away. Other tables'
    /// newest row counts as it is.
    /// </summary>
    public bool FillsBlanks { get; private init; }

    /// <summary>
    /// Rows may come from exports of whole orders (<c>_whole</c>), which replace what was known of their orders.
    /// </summary>
    public bool MayBeWhole => this == Orders || this == OrderLines;

    public static readonly LakeTable Orders = new("orders", ["order_id"],
    [
        new("order_id", Id, Required: true), new("customer_id", Id), new("ordered_at", Time, Required: true), new("status", Text), new("currency", Text),
        new("discount", Number), new("shipping", Number), new("tax", Number), new("total", Number), new("country", Text), new("channel", Text),
    ])
    {
        FillsBlanks = true,
    };

    /// <summary>
    /// <c>_place</c> identifies a line within its order. It is <c>_line</c> where that is set (from <c>line_no</c>, or from the content and how often that occurred
    /// before in the same file), else the hash of the content: so lines form a multiset, and overlapping files contribute the maximum count.
    /// Neither <c>_hash</c> nor <c>_place</c> is stored: both follow from the other columns.
    /// </summary>
    public static readonly LakeTable OrderLines = new("order_lines", ["order_id", "_place"],
    [
        new("order_id", Id, Required: true), new("line_no", Integer), new("product_id", Id, Required: true), new("quantity", Number, Required: true),
        new("unit_price", Number, Required: true), new("status", Text),
    ]);

    public static readonly LakeTable Customers = new("customers", ["customer_id"],
    [
        new("customer_id", Id, Required: true), new("created_at", Time), new("country", Text), new("marketing_consent", Flag), new("consent_at", Time),
        new("profiling_opt_out", Flag), new("attributes", Text),
    ])
    {
        FillsBlanks = true,
    };

    public static readonly LakeTable Products = new("products", ["product_id"],
    [
        new("product_id", Id, Required: true), new("title", Text), new("category", Text), new("brand", Text), new("price", Number), new("cost", Number),
        new("image", Text), new("active", Flag), new("attributes", Text),
    ])
    {
        FillsBlanks = true,
    };

    /// <summary><c>recommended</c>: the verdict of files that have yes or no where others have a rating; <c>category</c>: of what is reviewed, where the file names it.</summary>
    public static readonly LakeTable Reviews = new("reviews", ["review_id"],
    [
        new("review_id", Id), new("order_id", Id), new("customer_id", Id), new("product_id", Id), new("rating", Number), new("title", Text), new("text", Text),
        new("reviewed_at", Time), new("language", Text), new("recommended", Flag), new("category", Text), new("attributes", Text),
    ])
    {
        Surrogate = "review_id",
    };

    /// <summary>
    /// What visitors did, by GA4's names. An event with several products is a row for each. <c>value</c> is the price of one unit where the row names a
    /// product, else what the whole event came to. <c>position</c> orders the events of a session or
    /// customer in files that have no clock; the others have <c>occurred_at</c>.
    /// </summary>
    public static readonly LakeTable Events = new("events", ["event_id"],
    [
        new("event_id", Id), new("session_id", Id), new("anonymous_id", Id), new("customer_id", Id), new("event_type", Text, Required: true), new("product_id", Id),
        new("occurred_at", Time), new("position", Integer), new("order_id", Id), new("quantity", Number), new("value", Number), new("currency", Text), new("query", Text),
        new("source", Text), new("device", Text),
    ])
    {
        Surrogate = "event_id",
    };

    /// <summary>Sessions of files that have one row for each; what else the row says lies in <c>attributes</c> as JSON.</summary>
    public static readonly LakeTable Sessions = new("sessions", ["session_id"],
    [
        new("session_id", Id), new("customer_id", Id), new("started_at", Time), new("purchased", Flag), new("value", Number), new("source", Text), new("device", Text), new("attributes", Text),
    ])
    {
        Surrogate = "session_id",
    };

    /// <summary>What lay in the warehouse when; without a time, when the file was dropped.</summary>
    public static readonly LakeTable Stock = new("stock", ["product_id", "as_of"],
    [
        new("product_id", Id, Required: true), new("as_of", Time), new("on_hand", Number, Required: true), new("on_order", Number), new("lead_time_days", Number),
    ]);

    /// <summary>Sold quantities of shops that have totals only, per series and day; what else is known of that day lies in <c>covariates</c> as JSON.</summary>
    public static readonly LakeTable Sales = new("sales", ["series_id", "date"],
    [
        new("series_id", Id, Required: true), new("date", Date, Required: true), new("quantity", Number, Required: true), new("covariates", Text),
    ]);

    public static readonly LakeTable Campaigns = new("campaigns", ["campaign_id", "customer_id"],
    [
        new("campaign_id", Id, Required: true), new("customer_id", Id, Required: true), new("arm", Text), new("sent_at", Time), new("cost", Number),
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

    /// <summary>Where a postcode lies; several points may have the same.</summary>
    public static readonly LakeTable Places = new("places", ["place_id"],
    [
        new("place_id", Id), new("postcode", Id, Required: true), new("latitude", Number), new("longitude", Number), new("city", Text), new("region", Text),
    ])
    {
        Surrogate = "place_id",
    };

    public static readonly IReadOnlyList<LakeTable> All =
        [Orders, OrderLines, Customers, Products, Reviews, Events, Sessions, Stock, Sales, Campaigns, CustomerAliases, CategoryNames, Payments, Sellers, Places];

    /// <exception cref="KeyNotFoundException">There is no such table.</exception>
    public static LakeTable Named(string name) => All.FirstOrDefault(table => table.Name == name) ?? throw new KeyNotFoundException($"The lake has no table '{name}'.");

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
        }

        if (MayBeWhole)
        {
            yield return ("_whole", "BOOLEAN");
        }

        if (this != OrderLines)
        {
            yield return ("_hash", "UBIGINT");
        }

        yield return ("_rank", "BIGINT");
        yield return ("_version", "BIGINT");
    }
}
