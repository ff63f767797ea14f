using Insight.Features;
using static System.FormattableString;

namespace Insight.Ingestion.Cleaning;

/// <summary>
/// The rules beyond those that follow from the columns themselves (<c>missing_…</c> for a required value that is not there,
/// <c>bad_…</c> for one that cannot be read). Order matters: the first that rejects gives the reason.
/// </summary>
internal static class CleaningRules
{
    /// <summary>Columns that say when something happened.</summary>
    private static readonly IReadOnlyList<string> Times = ["orders.ordered_at", "events.occurred_at", "reviews.reviewed_at", "sessions.started_at", "stock.as_of", "sales.date", "campaigns.sent_at"];

    public static readonly IReadOnlyList<CleaningRule> All =
    [
        new("accounting_adjustment", RuleFate.Reject, "{order_lines.status:text} = 'adjustment'"),
        .. Times.Select(column => new CleaningRule("impossible_time", RuleFate.Reject, $"{{{column}}} < TIMESTAMP '1990-01-01'")),
        .. Times.Select(column => new CleaningRule("future_time", RuleFate.Reject, $"{{{column}}} > $now + INTERVAL 1 DAY")),
        new("foreign_currency", RuleFate.Reject, "upper({orders.currency}) <> $currency"),
        new("zero_quantity", RuleFate.Reject, "{order_lines.quantity} = 0"),
        new("negative_price", RuleFate.Reject, "{order_lines.unit_price} < 0"),
        new("absurd_value", RuleFate.Reject, Invariant($"abs({{order_lines.quantity}}) > {OrderLine.MaxQuantity} OR {{order_lines.unit_price}} > {OrderLine.MaxUnitPrice}")),
        new("absurd_value", RuleFate.Reject, "abs({events.quantity}) > 1e6"),
        new("absurd_value", RuleFate.Reject, "abs({events.value}) > 1e9"),
        new("absurd_value", RuleFate.Reject, "abs({stock.on_hand}) > 1e9"),
        new("absurd_value", RuleFate.Reject, "abs({sales.quantity}) > 1e12"),
        new("absurd_rating", RuleFate.Reject, "{reviews.rating} < 0 OR {reviews.rating} > 100"),
        new("stock_adjustment", RuleFate.Reject, "{order_lines.quantity} < 0 AND {order_lines.unit_price} = 0 AND {order_lines.status} = 'completed'"),
        new("decimal_id", RuleFate.Repair, @"CASE WHEN contains({orders.customer_id:text}, '.0') THEN regexp_matches({orders.customer_id:text}, '^\d+\.0+$') ELSE false END"),
        new("return_by_sign", RuleFate.Repair, "{order_lines.quantity} < 0 AND {order_lines.unit_price} > 0 AND {order_lines.status} = 'completed'"),
        new("cancelled", RuleFate.Note, "{order_lines.status} = 'cancelled'"),
        new("returned", RuleFate.Note, "{order_lines.status} = 'returned'"),
        new("no_customer", RuleFate.Note, "{orders.customer_id} IS NULL"),
        new("zero_price", RuleFate.Note, "{order_lines.unit_price} = 0 AND {order_lines.quantity} > 0"),
        new("outlier_quantity", RuleFate.Note, $"{{order_lines.quantity}} > {Outliers.Fence("order_lines", "quantity")}"),
        new("outlier_price", RuleFate.Note, $"{{order_lines.unit_price}} > {Outliers.Fence("order_lines", "unit_price")}"),
        new("outlier_quantity", RuleFate.Note, $"{{sales.quantity}} > {Outliers.Fence("sales", "quantity")}"),
        new("non_product", RuleFate.Note, "is_non_product({order_lines.product_id})"),
        new("negative_stock", RuleFate.Note, "{stock.on_hand} < 0"),
        new("unknown_status", RuleFate.Note, "order_status({orders.status:text}) IS NULL"),
        new("unknown_status", RuleFate.Note, "order_status({order_lines.status:text}) IS NULL"),
        new("unknown_event", RuleFate.Note, "NOT is_event_name({events.event_type})"),
    ];
}
