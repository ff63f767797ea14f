using Insight.Ingestion;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class EventFormatTests(AzuriteFixture azurite)
{
    private const string BigQuery = """
        {"event_date":"20250301","event_timestamp":"1740823200000000","event_name":"view_item","user_pseudo_id":"p1","user_id":null,"event_params":[{"key":"ga_session_id","value":{"int_value":"9"}}],"items":[{"item_id":"A","item_name":"Mug","price":10,"quantity":1,"item_category":"Kitchen"}],"device":{"category":"mobile"}}
        {"event_date":"20250301","event_timestamp":"1740823260000000","event_name":"purchase","user_pseudo_id":"p1","user_id":"c1","event_params":[{"key":"transaction_id","value":{"string_value":"T1"}},{"key":"value","value":{"double_value":25}},{"key":"currency","value":{"string_value":"EUR"}}],"items":[{"item_id":"A","price":10,"quantity":2},{"item_id":"B","price":5,"quantity":1}],"ecommerce":{"transaction_id":"T1","purchase_revenue":25}}
        {"event_date":"20250301","event_timestamp":"1740823320000000","event_name":"page_view","user_pseudo_id":"p2","event_params":[],"items":[]}

        """;

    private const string Protocol = """
        {"client_id":"p1","user_id":"c1","timestamp_micros":"1740823260000000","events":[{"name":"purchase","params":{"transaction_id":"T1","value":30,"currency":"EUR","session_id":"9","items":[{"item_id":"A","quantity":2},{"item_id":"B","quantity":1}]}},{"name":"search","params":{"search_term":"mug"}}]}

        """;

    [SkippableFact]
    public async Task Ga4_BigQueryRows_GiveARowPerItem()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR");

        var receipt = await bench.DropAsync("events.jsonl", BigQuery);

        Assert.Equal(("ga4_events", new RowCounts(3, 3, 0, 0, 0), 4L), (receipt.Format, receipt.Rows, receipt.Tables["events"]));
        Assert.Equal("A 2 10 T1 c1; B 1 5 T1 c1", await bench.AskAsync<string>(
            "SELECT string_agg(concat_ws(' ', product_id, quantity::INT, value::INT, order_id, customer_id), '; ' ORDER BY product_id) FROM events WHERE event_type = 'purchase'"));
        Assert.Equal("p1.9 mobile", await bench.AskAsync<string>("SELECT session_id || ' ' || device FROM events WHERE event_type = 'view_item'"));
        Assert.Equal(new DateTime(2025, 3, 1, 10, 0, 0), await bench.AskAsync<DateTime>("SELECT min(occurred_at) FROM events"));
        Assert.Equal("Mug Kitchen", await bench.AskAsync<string>("SELECT title || ' ' || category FROM products WHERE product_id = 'A'"));
        var again = await bench.DropAsync("again.jsonl", BigQuery);
        Assert.Equal(new RowCounts(3, 0, 0, 0, 3), again.Rows);
    }

    [SkippableFact]
    public async Task Ga4_MeasurementProtocol_TotalWithoutPricesIsSpreadOverTheUnits()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, currency: "EUR");

        var receipt = await bench.DropAsync("hits.jsonl", Protocol);

        Assert.Equal(("ga4_events", new RowCounts(1, 1, 0, 0, 0), 3L), (receipt.Format, receipt.Rows, receipt.Tables["events"]));
        Assert.Equal("A 2 10; B 1 10", await bench.AskAsync<string>("SELECT string_agg(concat_ws(' ', product_id, quantity::INT, value::INT), '; ' ORDER BY product_id) FROM events WHERE event_type = 'purchase' AND order_id = 'T1'"));
        Assert.Equal("mug", await bench.AskAsync<string>("SELECT query FROM events WHERE event_type = 'search'"));
    }

    [SkippableFact]
    public async Task Personalize_InteractionsItemsUsers()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var interactions = await bench.DropAsync("interactions.csv", "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\nu1,i1,1740823200,View,\nu1,i1,1740823260,Purchase,12.5\nu2,i2,1740823320,AddToCart,\nu2,i2,1740823320,Teleport,\n");
        var items = await bench.DropAsync("items.csv", "ITEM_ID,PRICE,CATEGORY_L1,CATEGORY_L2,GENDER\ni1,12.5,kitchen,mugs,U\ni2,3,kitchen,,U\n");
        var users = await bench.DropAsync("users.csv", "USER_ID,AGE,COUNTRY\nu1,33,DE\nu2,44,FR\n");

        Assert.Equal(("personalize_interactions", new RowCounts(4, 4, 0, 0, 0)), (interactions.Format, interactions.Rows));
        Assert.Equal(("personalize_items", new RowCounts(2, 2, 0, 0, 0)), (items.Format, items.Rows));
        Assert.Equal(("personalize_users", new RowCounts(2, 2, 0, 0, 0)), (users.Format, users.Rows));
        Assert.Equal("Teleport add_to_cart purchase view_item", await bench.AskAsync<string>("SELECT string_agg(event_type, ' ' ORDER BY event_type) FROM events"));
        Assert.Equal(1, interactions.Reasons["unknown_event"]);
        Assert.Equal("kitchen>mugs kitchen", await bench.AskAsync<string>("SELECT string_agg(category, ' ' ORDER BY product_id) FROM products"));
        Assert.Equal("{\"AGE\":33}", await bench.AskAsync<string>("SELECT attributes FROM customers WHERE customer_id = 'u1'"));
    }

    [SkippableFact]
    public async Task Personalize_WithoutEventType_CountsAsViews()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("interactions.csv", "USER_ID,ITEM_ID,TIMESTAMP\nu1,i1,1740823200\nu1,i2,1740823260\nu1,i2,1740823260\n");

        Assert.Equal(("personalize_interactions", new RowCounts(3, 2, 0, 0, 1)), (receipt.Format, receipt.Rows));
        Assert.Equal("view_item", await bench.AskAsync<string>("SELECT min(event_type) FROM events HAVING min(event_type) = max(event_type)"));
    }

    [SkippableFact]
    public async Task Gorse_FeedbackItemsUsers()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var feedback = await bench.DropAsync("feedback.jsonl", "{\"FeedbackType\":\"read\",\"UserId\":\"u1\",\"ItemId\":\"i1\",\"Value\":0,\"Timestamp\":\"2025-03-01T10:00:00Z\"}\n{\"FeedbackType\":\"star\",\"UserId\":\"u1\",\"ItemId\":\"i2\",\"Value\":1,\"Timestamp\":\"2025-03-01T10:01:00Z\"}\nno json\n");
        var items = await bench.DropAsync("items.jsonl", "{\"ItemId\":\"i1\",\"IsHidden\":false,\"Categories\":[\"a\",\"b\"],\"Timestamp\":\"2025-01-01T00:00:00Z\",\"Labels\":{\"color\":\"red\"},\"Comment\":\"Mug\"}\n{\"ItemId\":\"i2\",\"IsHidden\":true,\"Categories\":[],\"Labels\":null,\"Comment\":\"Old\"}\n");
        var users = await bench.DropAsync("users.jsonl", "{\"UserId\":\"u1\",\"Labels\":[\"x\"],\"Comment\":\"Ann\"}\n");

        Assert.Equal(("gorse_feedback", new RowCounts(3, 2, 0, 1, 0)), (feedback.Format, feedback.Rows));
        Assert.Equal(("gorse_items", new RowCounts(2, 2, 0, 0, 0)), (items.Format, items.Rows));
        Assert.Equal(("gorse_users", new RowCounts(1, 1, 0, 0, 0)), (users.Format, users.Rows));
        Assert.Equal("view_item add_to_wishlist", await bench.AskAsync<string>("SELECT string_agg(event_type, ' ' ORDER BY occurred_at) FROM events"));
        Assert.Equal("i1 Mug a|b true {\"labels\":{\"color\":\"red\"}}", await bench.AskAsync<string>("SELECT concat_ws(' ', product_id, title, category, active, attributes) FROM products WHERE product_id = 'i1'"));
        Assert.False(await bench.AskAsync<bool>("SELECT active FROM products WHERE product_id = 'i2'"));
        Assert.Equal("{\"labels\":[\"x\"]}", await bench.AskAsync<string>("SELECT attributes FROM customers"));
    }

    [SkippableFact]
    public async Task RetailRocket_Events()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("events.csv", "timestamp,visitorid,event,itemid,transactionid\n1433221332117,257597,view,355908,\n1433221332999,257597,addtocart,355908,\n1433222276276,257597,transaction,355908,4000\n");

        Assert.Equal(("retailrocket_events", new RowCounts(3, 3, 0, 0, 0)), (receipt.Format, receipt.Rows));
        Assert.Equal("view_item add_to_cart purchase", await bench.AskAsync<string>("SELECT string_agg(event_type, ' ' ORDER BY occurred_at) FROM events"));
        Assert.Equal("4000", await bench.AskAsync<string>("SELECT order_id FROM events WHERE event_type = 'purchase' AND anonymous_id = '257597'"));
    }

    [SkippableFact]
    public async Task CanonicalTables_CsvAndJsonLines()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        (string Format, string Csv, string Jsonl)[] files =
        [
            ("events", "event_id,customer_email,event_type,product_id,occurred_at,value\ne1,ann@example.com,pv,p1,2025-03-01T10:00:00Z,\n", "{\"event_id\":\"e2\",\"customer_id\":\"c1\",\"event_type\":\"buy\",\"product_id\":\"p1\",\"occurred_at\":\"2025-03-01T10:00:00Z\",\"value\":3}\n"),
            ("sessions", "session_id,started_at,purchased,customer_id\ns1,2025-03-01 10:00,yes,c1\n", "{\"session_id\":\"s2\",\"purchased\":false}\n"),
            ("stock", "product_id,on_hand,as_of\np1,5,2025-03-01\n", "{\"product_id\":\"p2\",\"on_hand\":7,\"lead_time_days\":3}\n"),
            ("sales", "series_id;date;quantity\n1-1;31.03.2025;5,5\n", "{\"series_id\":\"1-1\",\"date\":\"2025-04-01\",\"quantity\":7}\n"),
            ("campaigns", "campaign_id,customer_id,arm,sent_at,cost\nm1,c1,control,2025-03-01,0.1\n", "{\"campaign_id\":\"m1\",\"customer_id\":\"c2\",\"arm\":\"mail\"}\n"),
            ("reviews", "review_id,product_id,rating,text,reviewed_at\nr1,p1,5,Fine,2025-03-01\n", "{\"review_id\":\"r2\",\"text\":\"Bad\\nreally\",\"rating\":1}\n"),
        ];
        foreach (var (format, csv, jsonl) in files)
        {
            foreach (var (name, content) in new[] { ("csv", csv), ("jsonl", jsonl) })
            {
                var receipt = await bench.DropAsync($"{format}.{name}", content);
                Assert.Equal((format, new RowCounts(1, 1, 0, 0, 0)), (receipt.Format, receipt.Rows));
            }

            Assert.Equal(2, await bench.AskAsync<long>($"SELECT count(*) FROM {format}"));
        }

        Assert.Equal(2, await bench.AskAsync<long>("SELECT count(*) FROM events WHERE event_type IN ('view_item', 'purchase') AND customer_id IS NOT NULL"));
        Assert.Equal(new DateTime(2025, 3, 31), await bench.AskAsync<DateTime>("SELECT min(date)::TIMESTAMP FROM sales"));
        Assert.False(await bench.AskAsync<bool>("SELECT purchased FROM sessions WHERE session_id = 's2'"));
        Assert.Equal(0.1, await bench.AskAsync<double>("SELECT cost FROM campaigns WHERE customer_id = 'c1'"));
    }
}
