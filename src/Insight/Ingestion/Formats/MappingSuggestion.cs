using System.Text.Json;
using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>Guesses from the names of a file's columns which table it is, so that the analyst corrects a mapping instead of writing one.</summary>
internal static class MappingSuggestion
{
    /// <summary>Words (in several languages) that name a column of the lake, the telling ones first.</summary>
    private static readonly IReadOnlyList<(string Column, string[] Words)> Vocabulary =
    [
        ("order_id", ["orderid", "ordernumber", "orderno", "invoiceno", "invoice", "billno", "bill", "receipt", "transactionid", "transaction", "bestellnummer", "belegnr", "pedido", "commande", "order"]),
        ("product_id", ["productid", "productcode", "sku", "stockcode", "itemid", "itemcode", "articleid", "article", "artikelnummer", "artikel", "ean", "upc", "asin", "produkt", "producto", "product", "item"]),
        ("quantity", ["quantity", "qty", "units", "menge", "anzahl", "cantidad", "quantite", "pieces", "numberofcds", "count"]),
        ("unit_price", ["unitprice", "itemprice", "preis", "precio", "prix", "price", "amount", "dollarvalue", "value"]),
        ("ordered_at", ["orderedat", "orderdate", "invoicedate", "createdat", "purchasedate", "transactiondate", "datum", "fecha", "timestamp", "datetime", "date", "time"]),
        ("customer_email", ["customeremail", "email", "mail"]),
        ("customer_id", ["customerid", "customerno", "clientid", "userid", "memberid", "householdkey", "kundennummer", "kunde", "cliente", "customer", "client", "user"]),
        ("total", ["ordertotal", "grandtotal", "total", "sales", "revenue", "umsatz", "dollarvalue"]),
        ("currency", ["currency", "waehrung", "moneda"]),
        ("country", ["country", "land", "pais"]),
        ("title", ["title", "description", "productname", "name"]),
        ("category", ["category", "department", "kategorie"]),
        ("status", ["status", "state"]),
    ];

    /// <summary>A mapping for order lines, orders or products, whichever has its required columns; null when too little is recognised.</summary>
    public static Mapping? For(IReadOnlyList<string> columns)
    {
        var found = Match(columns);
        LakeTable? table = found switch
        {
            _ when Has("order_id", "product_id", "quantity", "unit_price") => LakeTable.OrderLines,
            _ when Has("customer_id", "ordered_at") || Has("order_id", "ordered_at") || Has("customer_email", "ordered_at") => LakeTable.Orders,
            _ when Has("product_id") => LakeTable.Products,
            _ => null,
        };
        if (table is null)
        {
            return null;
        }

        var allowed = table.Columns.Select(column => column.Name)
            .Concat(table == LakeTable.OrderLines ? LakeTable.Orders.Columns.Select(column => column.Name) : [])
            .Concat(table == LakeTable.Products ? [] : ["customer_email"]).ToHashSet(StringComparer.Ordinal);
        var mapped = found.Where(pair => allowed.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value), StringComparer.Ordinal);
        if (table == LakeTable.Orders && !found.ContainsKey("order_id"))
        {
            // A list of purchases without order numbers: what was bought names the order, so that two on one day stay two.
            var named = new[] { "customer_id", "customer_email", "ordered_at", "product_id", "quantity", "unit_price", "total" }
                .Where(found.ContainsKey).Select(column => found[column]);
            mapped["order_id"] = JsonSerializer.SerializeToElement(new { concat = named, separator = "-" });
            if (!found.ContainsKey("total") && found.TryGetValue("unit_price", out var amount))
            {
                mapped["total"] = JsonSerializer.SerializeToElement(amount);
            }
        }

        return new Mapping { Table = table.Name, Columns = mapped };

        bool Has(params string[] names) => names.All(found.ContainsKey);
    }

    private static Dictionary<string, string> Match(IReadOnlyList<string> columns)
    {
        // What is long or an address is a value: the file has no header.
        var free = columns.Where(name => Shown.Text(name) == name).ToDictionary(name => name, Plain, StringComparer.Ordinal);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);

        // Whole names first, parts of names after, so that "price" does not take what "unit price" should have.
        foreach (var test in (Func<string, string, bool>[])[(name, word) => name == word, (name, word) => name.Contains(word, StringComparison.Ordinal)])
        {
            foreach (var (column, words) in Vocabulary)
            {
                if (!found.ContainsKey(column) && words.SelectMany(word => free.Where(pair => test(pair.Value, word))).FirstOrDefault() is { Key: { } name })
                {
                    found[column] = name;
                    free.Remove(name);
                }
            }
        }

        return found;
    }

    private static string Plain(string name) => string.Concat(name.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
