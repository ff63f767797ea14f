using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>Gorse's feedback, items and users, one JSON object a line (or as CSV).</summary>
internal sealed class GorseFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.HasAll("FeedbackType", "UserId", "ItemId"))
        {
            return new Interpretation
            {
                Format = "gorse_feedback",
                Primary = new TableMapping(LakeTable.Events, new ColumnMap()
                    .With("customer_id", columns["UserId"]).With("product_id", columns["ItemId"]).With("occurred_at", columns.First("Timestamp", "time_stamp"))
                    .With("event_type", ColumnMap.EventType(columns["FeedbackType"])).With("value", columns.First("Value"))),
            };
        }

        if (columns.Has("ItemId") && !columns.Has("UserId") && columns.First("IsHidden", "Categories") is not null)
        {
            return new Interpretation
            {
                Format = "gorse_items",
                Primary = new TableMapping(LakeTable.Products, new ColumnMap()
                    .With("product_id", columns["ItemId"]).With("title", columns.First("Comment")).With("category", Category(columns.First("Categories")))
                    .With("active", Visible(columns.First("IsHidden"))).With("attributes", Labels(columns.First("Labels")))),
            };
        }

        // A user's comment may be a name, which is not kept.
        return columns.Has("UserId") && !columns.Has("ItemId") && columns.First("Labels", "Subscribe") is not null
            ? new Interpretation
            {
                Format = "gorse_users",
                Primary = new TableMapping(LakeTable.Customers, new ColumnMap().With("customer_id", columns["UserId"]).With("attributes", Labels(columns.First("Labels")))),
            }
            : null;
    }

    private static string? Category(string? categories) => categories is null ? null
        : $"CASE WHEN starts_with(trim({categories}), '[') THEN array_to_string(list_transform(json_items({categories}), lambda c: json_extract_string(c, '$')), '|') ELSE {categories} END";

    private static string? Visible(string? hidden) => hidden is null ? null : $"CASE lower(trim({hidden})) WHEN 'true' THEN 'false' WHEN 'false' THEN 'true' WHEN '1' THEN 'false' WHEN '0' THEN 'true' ELSE {hidden} END";

    private static string? Labels(string? labels) => labels is null ? null : $"json_known(json_object('labels', coalesce(try_cast(nullif(trim({labels}), '') AS JSON), json_value({labels}))))";
}
