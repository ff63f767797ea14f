using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Reviews under any close header: a text and a rating, a label (yes or no) or both. What else a row says is kept as attributes. Reviews without an id are known
/// by what they say.
/// </summary>
internal sealed class ReviewsFormat : UploadFormat
{
    /// <summary>How often yes and no are written; a label of other values is a rating.</summary>
    private static readonly IReadOnlyList<string> Verdicts = ["0", "1", "0.0", "1.0", "true", "false", "yes", "no", "positive", "negative", "pos", "neg", ""];

    public override Interpretation? Interpret(FileColumns columns)
    {
        var text = columns.Alike("reviewtext", "review", "reviewbody", "reviewcontent", "reviewcommentmessage", "comment", "comments", "body", "text", "content", "feedback", "bewertung");
        var rating = columns.Alike("rating", "starrating", "stars", "score", "reviewscore", "overall", "reviewrating", "sterne");
        var label = columns.Alike("label", "sentiment", "recommendedind", "recommended", "verdict", "polarity");
        if (text is null || (rating ?? label) is null || columns.Alike("eventtype", "orderedat") is not null)
        {
            return null;
        }

        var verdict = label is not null && (rating is not null || IsVerdict(columns, label));
        var map = new ColumnMap()
            .With("review_id", columns.Alike("reviewid", "id")).With("order_id", columns.Alike("orderid")).With("text", text)
            .With("customer_id", ColumnMap.CustomerId(columns.Alike("customerid", "userid", "reviewerid", "authorid"), columns.Alike("customeremail", "email", "revieweremail")))
            .With("product_id", Product(columns)).With("rating", rating ?? (verdict ? null : label))
            .With("recommended", verdict ? $"CASE lower(trim({label})) WHEN 'positive' THEN '1' WHEN 'pos' THEN '1' WHEN 'negative' THEN '0' WHEN 'neg' THEN '0' WHEN '1.0' THEN '1' WHEN '0.0' THEN '0' ELSE {label} END" : null)
            .With("title", columns.Alike("reviewtitle", "title", "summary", "headline", "reviewheadline", "reviewsummary"))
            .With("reviewed_at", columns.Alike("reviewedat", "reviewdate", "reviewtime", "unixreviewtime", "createdat", "timestamp", "date"))
            .With("language", columns.Alike("language", "lang", "locale")).With("category", columns.Alike("category", "cat", "productcategory", "classname", "department"));
        var personal = new[] { columns.Alike("name", "author", "reviewer", "reviewername", "username", "displayname"), columns.Alike("phone"), columns.Alike("address") };
        var numbering = columns.Names.Where(name => FileColumns.Plain(name) is "column1" or "unnamed0" or "index").Select(DuckDb.Identifier);
        return new Interpretation
        {
            Format = "reviews",
            Primary = new TableMapping(LakeTable.Reviews, map.With("attributes", columns.Rest([.. map.Values, .. personal, .. numbering]))),
        };
    }

    /// <summary>The product by its usual names; else the only column left that is an id (<c>Clothing ID</c>).</summary>
    private static string? Product(FileColumns columns)
    {
        if (columns.Alike("productid", "asin", "parentasin", "sku", "itemid", "productcode", "product", "item") is { } product)
        {
            return product;
        }

        var ids = columns.Names.Where(name => FileColumns.Plain(name) is var plain && plain.EndsWith("id", StringComparison.Ordinal)
            && plain is not ("id" or "reviewid" or "orderid" or "customerid" or "userid" or "reviewerid" or "authorid" or "storeid")).ToList();
        return ids.Count == 1 ? DuckDb.Identifier(ids[0]) : null;
    }

    private static bool IsVerdict(FileColumns columns, string label)
    {
        var index = columns.Names.Select(DuckDb.Identifier).ToList().IndexOf(label);
        return columns.Sample.All(record => index >= record.Count || Verdicts.Contains(record[index].Trim().ToLowerInvariant()));
    }
}
