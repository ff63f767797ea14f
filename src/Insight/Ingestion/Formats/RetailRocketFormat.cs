using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>RetailRocket's events: visitors are known by a cookie only.</summary>
internal sealed class RetailRocketFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns) => columns.HasAll("timestamp", "visitorid", "event", "itemid")
        ? new Interpretation
        {
            Format = "retailrocket_events",
            Primary = new TableMapping(LakeTable.Events, new ColumnMap()
                .With("occurred_at", columns["timestamp"]).With("anonymous_id", columns["visitorid"]).With("event_type", ColumnMap.EventType(columns["event"]))
                .With("product_id", columns["itemid"]).With("order_id", columns.First("transactionid"))),
        }
        : null;
}
