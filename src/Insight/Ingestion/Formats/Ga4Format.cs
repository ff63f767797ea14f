using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Google Analytics 4 as JSON lines: rows of the BigQuery export and bodies of the Measurement Protocol. Each product of an event is a row; an event without
/// products is one. Without an id of Google's, an event is known by visitor, time, name and place in the list.
/// </summary>
internal sealed class Ga4Format : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (columns.HasAll("event_name", "event_timestamp") && columns.First("user_pseudo_id", "user_id", "event_params") is not null)
        {
            return OfBigQuery(columns);
        }

        return columns.HasAll("client_id", "events") ? OfMeasurementProtocol(columns) : null;
    }

    private static Interpretation OfBigQuery(FileColumns columns)
    {
        var items = columns.First("items");
        var ecommerce = columns.First("ecommerce");
        return Events(new Ga4Source
        {
            Name = columns["event_name"],
            Time = columns["event_timestamp"],
            Customer = columns.First("user_id"),
            Visitor = columns.First("user_pseudo_id"),
            Items = items is null ? "[]" : $"json_items({items})",
            Item = items is null ? "NULL" : "_item",
            Number = items is null ? "0" : "_item_no",
            Order = Coalesce(Field(ecommerce, "transaction_id"), Parameter(columns, "transaction_id")),
            Total = Coalesce(Field(ecommerce, "purchase_revenue"), Parameter(columns, "value"), columns.First("event_value_in_usd")),
            Session = Parameter(columns, "ga_session_id"),
            Currency = Parameter(columns, "currency"),
            Query = Parameter(columns, "search_term"),
            Source = Coalesce(Field(columns.First("traffic_source"), "source"), Parameter(columns, "source")),
            Device = Field(columns.First("device"), "category"),
        }) with
        {
            Explode = items is null ? null : $"json_items({items})",
        };
    }

    private static Interpretation OfMeasurementProtocol(FileColumns columns)
    {
        var events = columns["events"];
        var time = columns.First("timestamp_micros");
        return Events(new Ga4Source
        {
            Name = Field("_item.event", "name")!, // the column is named
            Time = Coalesce(Field("_item.event", "timestamp_micros"), time),
            Customer = columns.First("user_id"),
            Visitor = columns["client_id"],
            Items = $"json_items(json_extract(_item.event, '$.params.items'))",
            Item = "_item.item",
            Number = "_item_no",
            Order = Field("_item.event", "params.transaction_id"),
            Total = Field("_item.event", "params.value"),
            Session = Field("_item.event", "params.session_id"),
            Currency = Field("_item.event", "params.currency"),
            Query = Field("_item.event", "params.search_term"),
        }) with
        {
            Explode = $$"""
                flatten(list_transform(json_items({{events}}), lambda e: CASE WHEN len(json_items(json_extract(e, '$.params.items'))) > 0
                    THEN list_transform(json_items(json_extract(e, '$.params.items')), lambda i: {'event': e, 'item': i}) ELSE [{'event': e, 'item': CAST(NULL AS JSON)}] END))
                """,
        };
    }

    private static Interpretation Events(Ga4Source source)
    {
        var product = source.Item == "NULL" ? null : Coalesce(Known(Field(source.Item, "item_id")), Known(Field(source.Item, "item_name")));
        var quantity = source.Item == "NULL" ? null : Field(source.Item, "quantity");
        var derived = new List<TableMapping>();
        if (product is not null)
        {
            derived.Add(new TableMapping(LakeTable.Products, new ColumnMap()
                .With("product_id", product).With("title", Known(Field(source.Item, "item_name"))).With("category", Known(Field(source.Item, "item_category")))
                .With("brand", Known(Field(source.Item, "item_brand"))).With("price", Field(source.Item, "price")), Strict: false, IsByTheWay: true));
        }

        return new Interpretation
        {
            Format = "ga4_events",
            Primary = new TableMapping(LakeTable.Events, new ColumnMap()
                .With("event_id", $"content_id(concat_ws(chr(31), {source.Visitor ?? "''"}, {source.Time ?? "''"}, {source.Name}, {source.Order ?? "''"}, {product ?? "''"}, {source.Number}))")
                .With("event_type", ColumnMap.EventType(source.Name)).With("occurred_at", source.Time).With("customer_id", source.Customer).With("anonymous_id", source.Visitor)
                .With("session_id", source.Session is null ? null : $"coalesce({source.Visitor ?? "''"}, '') || '.' || {source.Session}").With("product_id", product).With("quantity", quantity)
                .With("order_id", Known(source.Order)).With("value", Value(source)).With("currency", source.Currency).With("query", source.Query).With("source", Known(source.Source)).With("device", source.Device)),
            Derived = derived,
        };
    }

    /// <summary>A product's price; where the event names no prices, its total spread over its units.</summary>
    private static string? Value(Ga4Source source)
    {
        if (source.Item == "NULL")
        {
            return source.Total;
        }

        var units = $"list_sum(list_transform({source.Items}, lambda i: coalesce(try_cast(json_extract_string(i, '$.quantity') AS DOUBLE), 1)))";
        var priced = $"len(list_filter({source.Items}, lambda i: json_extract_string(i, '$.price') IS NOT NULL)) > 0";
        return $"CASE WHEN {source.Item} IS NULL THEN {source.Total ?? "NULL"} WHEN {priced} THEN {Field(source.Item, "price")} ELSE CAST(try_cast({source.Total ?? "NULL"} AS DOUBLE) / nullif({units}, 0) AS VARCHAR) END";
    }

    private static string? Parameter(FileColumns columns, string name) => columns.First("event_params") is { } parameters ? $"ga4_param({parameters}, '{name}')" : null;

    private static string? Field(string? json, string path) => json is null ? null : $"json_extract_string(try_cast({json} AS JSON), '$.{path}')";

    private static string? Known(string? text) => text is null ? null : $"nullif({text}, '(not set)')";

    private static string? Coalesce(params string?[] expressions) => expressions.OfType<string>().ToList() switch
    {
        [] => null,
        [var only] => only,
        var several => $"coalesce({string.Join(", ", several)})",
    };
}
