using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Insight.LocalHost.Demo;

/// <summary>
/// Writes the demo shop as the files that a shop would have: Shopify's export for the first months, JSON lines, Parquet, and lists of
/// products and customers. Some rows are dirty on purpose; what is dirty is counted.
/// </summary>
internal sealed class DemoFiles(DemoShop shop, string folder)
{
    private readonly SortedDictionary<string, int> _dirt = new(StringComparer.Ordinal);
    private readonly DemoOptions _options = shop.Options;

    /// <summary>Writes all files into the folder and tells their paths, in the order in which to drop them, and what was planted.</summary>
    public static (IReadOnlyList<string> Paths, DemoTruths Truths) Write(DemoShop shop, string folder)
    {
        Directory.CreateDirectory(folder);
        var writer = new DemoFiles(shop, folder);
        IReadOnlyList<string> paths = [writer.Products(), writer.Customers(), writer.Shopify(), writer.JsonLines(), writer.Parquet()];
        return (paths, shop.Truths(writer._dirt));
    }

    private string Products() => Text("products.csv", text =>
    {
        text.AppendLine("product_id,title,category,price,cost,active");
        foreach (var product in DemoProduct.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{product.Id},{Quoted(product.Title)},{product.Category},{shop.PriceOf(product, _options.End):0.00},{product.Cost:0.00},true");
        }
    });

    private string Customers() => Text("customers.csv", text =>
    {
        text.AppendLine("customer_email,created_at,country,marketing_consent");
        foreach (var customer in shop.Orders.GroupBy(order => order.Customer).Select(orders => (Who: orders.Key, Since: orders.First().OrderedAt)).OrderBy(customer => customer.Who.Number))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{customer.Who.Email},{customer.Since:yyyy-MM-dd},{customer.Who.Country},{(customer.Who.Consent ? "true" : "false")}");
        }
    });

    private string Shopify() => Text("shopify_orders_2024-07_2024-10.csv", text =>
    {
        text.AppendLine("Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Country");
        var number = 0;
        foreach (var order in Within(_options.Start, _options.JsonFrom))
        {
            number++;
            AppendShopify(text, order, order.Id, _options.Currency, Stamp(order.OrderedAt));
            if (number % 500 == 100)
            {
                _dirt["no date"] = _dirt.GetValueOrDefault("no date") + AppendShopify(text, order, $"#X{number}", _options.Currency, "unknown");
            }

            if (number % 500 == 300)
            {
                _dirt["other currency"] = _dirt.GetValueOrDefault("other currency") + AppendShopify(text, order, $"#X{number}", "USD", Stamp(order.OrderedAt));
            }
        }
    });

    /// <summary>One row per line; the order's own fields stand on its first row only, as Shopify writes them. Returns the rows.</summary>
    private static int AppendShopify(StringBuilder text, DemoOrder order, string name, string currency, string createdAt)
    {
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            var head = i == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{name},{order.Customer.Email},{(order.Refunded ? "refunded" : "paid")},{createdAt},fulfilled,{currency},{order.Total:0.00},0.00,0.00,{order.Total:0.00},0.00,{createdAt}")
                : $"{name},{order.Customer.Email},,,,,,,,,,";
            text.AppendLine(CultureInfo.InvariantCulture, $"{head},{line.Quantity},{Quoted(line.Product.Title)},{line.UnitPrice:0.00},{line.Product.Id},{(i == 0 ? order.Customer.Country : string.Empty)}");
        }

        return order.Lines.Count;
    }

    private string JsonLines()
    {
        var path = Path.Combine(folder, "order_lines_2024-11_2025-02.jsonl.gz");
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        using var text = new StreamWriter(gzip, new UTF8Encoding(false)) { NewLine = "\n" };
        var number = 0;
        foreach (var order in Within(_options.JsonFrom, _options.ParquetFrom))
        {
            foreach (var (line, i) in order.Lines.Select((line, i) => (line, i)))
            {
                number++;
                var at = order.OrderedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                Json(text, order, line, order.Id, i + 1, line.UnitPrice, at);
                switch (number % 1000)
                {
                    case 150:
                        Dirty("no order id", () => Json(text, order, line, null, i + 1, line.UnitPrice, at));
                        break;
                    case 450:
                        Dirty("price below zero", () => Json(text, order, line, order.Id, 90, -line.UnitPrice, at));
                        break;
                    case 750:
                        Dirty("no such day", () => Json(text, order, line, $"#Y{number}", 1, line.UnitPrice, "2025-02-30T10:00:00Z"));
                        break;
                }
            }
        }

        return path;
    }

    private void Json(StreamWriter text, DemoOrder order, DemoLine line, string? id, int lineNo, decimal price, string at) => text.WriteLine(JsonSerializer.Serialize(new
    {
        order_id = id, line_no = lineNo, customer_email = order.Customer.Email, ordered_at = at, product_id = line.Product.Id, quantity = line.Quantity, unit_price = price,
        currency = _options.Currency, country = order.Customer.Country, status = line.Returned ? "returned" : "completed",
    }));

    private string Parquet()
    {
        var path = Path.Combine(folder, "order_lines_2025-03_2025-06.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run("SET threads=1; CREATE TABLE lines(order_id VARCHAR, line_no INTEGER, customer_email VARCHAR, ordered_at VARCHAR, product_id VARCHAR, quantity INTEGER, unit_price DOUBLE, currency VARCHAR, country VARCHAR, status VARCHAR)");
        using (var rows = connection.CreateAppender("lines"))
        {
            var number = 0;
            foreach (var order in Within(_options.ParquetFrom.AddDays(-_options.OverlapDays), _options.End.AddDays(1)))
            {
                for (var i = 0; i < order.Lines.Count; i++)
                {
                    Append(rows, order, i);
                    if (order.Day < _options.ParquetFrom.DayNumber - _options.Start.DayNumber)
                    {
                        _dirt["in two files"] = _dirt.GetValueOrDefault("in two files") + 1;
                    }
                    else if (++number % 400 == 0)
                    {
                        Dirty("row twice", () => Append(rows, order, i));
                    }
                }
            }
        }

        Run($"COPY lines TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)");
        return path;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private void Append(DuckDBAppender rows, DemoOrder order, int index)
    {
        var line = order.Lines[index];
        rows.CreateRow()
            .AppendValue(order.Id).AppendValue(index + 1).AppendValue(order.Customer.Email)
            .AppendValue(order.OrderedAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))
            .AppendValue(line.Product.Id).AppendValue(line.Quantity).AppendValue((double)line.UnitPrice)
            .AppendValue(_options.Currency).AppendValue(order.Customer.Country).AppendValue(line.Returned ? "returned" : "completed")
            .EndRow();
    }

    private void Dirty(string kind, Action write)
    {
        write();
        _dirt[kind] = _dirt.GetValueOrDefault(kind) + 1;
    }

    private IEnumerable<DemoOrder> Within(DateOnly from, DateOnly before)
    {
        var (first, end) = (from.DayNumber - _options.Start.DayNumber, before.DayNumber - _options.Start.DayNumber);
        return shop.Orders.Where(order => order.Day >= first && order.Day < end);
    }

    private string Text(string name, Action<StringBuilder> write)
    {
        var text = new StringBuilder();
        write(text);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text.Replace("\r\n", "\n").ToString(), new UTF8Encoding(false));
        return path;
    }

    private static string Stamp(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss ", CultureInfo.InvariantCulture) + time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal);

    private static string Quoted(string text) => text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
