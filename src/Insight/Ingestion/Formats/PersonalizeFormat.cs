using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// The data sets of Amazon Personalize: interactions, items and users. Interactions without <c>EVENT_TYPE</c> count as <c>view_item</c>, the least that
/// can be said of them.
/// </summary>
internal sealed class PersonalizeFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.HasAll("USER_ID", "ITEM_ID", "TIMESTAMP"))
        {
            return new Interpretation
            {
                Format = "personalize_interactions",
                Primary = new TableMapping(LakeTable.Events, new ColumnMap()
                    .With("customer_id", columns["USER_ID"]).With("product_id", columns["ITEM_ID"]).With("occurred_at", columns["TIMESTAMP"])
                    .With("event_type", ColumnMap.EventType(columns.First("EVENT_TYPE"))).With("value", columns.First("EVENT_VALUE"))
                    .With("event_id", columns.First("EVENT_ID")).With("session_id", columns.First("SESSION_ID")).With("device", columns.First("DEVICE", "DEVICE_TYPE"))),
            };
        }

        if (columns.Has("ITEM_ID") && !columns.Has("USER_ID") && columns.First("PRICE", "CATEGORY_L1", "CREATION_TIMESTAMP", "PRODUCT_DESCRIPTION", "GENRES") is not null)
        {
            var levels = columns.Names.Where(name => FileColumns.Plain(name) is ['c', 'a', 't', 'e', 'g', 'o', 'r', 'y', 'l', _]).Order(StringComparer.OrdinalIgnoreCase).Select(name => $"nullif(trim({DuckDb.Identifier(name)}), '')").ToList();
            var map = new ColumnMap()
                .With("product_id", columns["ITEM_ID"]).With("title", columns.First("TITLE", "ITEM_NAME", "PRODUCT_NAME", "NAME")).With("brand", columns.First("BRAND"))
                .With("category", levels.Count == 0 ? columns.First("CATEGORY", "GENRES") : $"concat_ws('>', {string.Join(", ", levels)})").With("price", columns.First("PRICE"));
            return new Interpretation
            {
                Format = "personalize_items",
                Primary = new TableMapping(LakeTable.Products, map.With("attributes", columns.Rest(map.Values.ToList()))),
            };
        }

        // In lower case this is a header that other systems have as well.
        return columns.Names.Contains("USER_ID", StringComparer.Ordinal) && columns.Names.Count > 1 && !columns.Has("ITEM_ID")
            ? new Interpretation
            {
                Format = "personalize_users",
                Primary = new TableMapping(LakeTable.Customers, new ColumnMap()
                    .With("customer_id", columns["USER_ID"]).With("country", columns.First("COUNTRY")).With("created_at", columns.First("CREATED_AT", "CREATION_TIMESTAMP"))
                    .With("attributes", columns.Rest([columns["USER_ID"], columns.First("COUNTRY"), columns.First("CREATED_AT", "CREATION_TIMESTAMP"), columns.First("EMAIL", "NAME")]))),
            }
            : null;
    }
}
