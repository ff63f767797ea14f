using System.Text.Json;
using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>Guesses from the names of a file's columns which table it is, so that the analyst corrects a mapping instead of writing one. What it suggests can be dropped as it is.</summary>
internal static class MappingSuggestion
{
    /// <summary>What names a purchase of a list without order numbers, so that two on one day stay two.</summary>
    private static readonly IReadOnlyList<string> Naming = ["customer_id", "customer_email", "time", "product_id", "quantity", "unit_price", "total"];

    /// <summary>How the tables call the time.</summary>
    private static readonly IReadOnlyDictionary<LakeTable, string> Times = new Dictionary<LakeTable, string>
    {
        [LakeTable.Orders] = "ordered_at", [LakeTable.OrderLines] = "ordered_at", [LakeTable.Events] = "occurred_at", [LakeTable.Reviews] = "reviewed_at",
        [LakeTable.Sales] = "date", [LakeTable.Stock] = "as_of", [LakeTable.Customers] = "created_at",
    };

    /// <summary>A mapping for the table whose required columns are there; null when too little is recognised.</summary>
    public static Mapping? For(FileColumns columns)
    {
        var found = columns.HasHeader ? ColumnVocabulary.Match(columns.Names) : ValueGuess.Match(columns);
        if (Table(found) is not { } table)
        {
            return null;
        }

        var allowed = table.Columns.Select(column => column.Name).Concat(table == LakeTable.OrderLines ? LakeTable.Orders.Columns.Select(column => column.Name) : []).ToHashSet(StringComparer.Ordinal);
        if (allowed.Contains("customer_id"))
        {
            allowed.Add("customer_email");
        }

        var mapped = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (concept, column) in found)
        {
            var target = concept == "time" ? Times.GetValueOrDefault(table) : concept;
            if (target is not null && allowed.Contains(target))
            {
                mapped[target] = Json(column);
            }
        }

        Complete(table, found, mapped);
        return new Mapping { Table = table.Name, Columns = mapped };
    }

    private static LakeTable? Table(Dictionary<string, string> found)
    {
        var (product, time) = (found.ContainsKey("product_id"), found.ContainsKey("time"));
        var customer = found.ContainsKey("customer_id") || found.ContainsKey("customer_email");
        var order = found.ContainsKey("order_id");
        var (units, price, total) = (found.ContainsKey("quantity"), found.ContainsKey("unit_price"), found.ContainsKey("total"));
        return true switch
        {
            _ when found.ContainsKey("event_type") && (product || customer || found.ContainsKey("anonymous_id") || found.ContainsKey("session_id")) => LakeTable.Events,
            _ when order && product && units && price => LakeTable.OrderLines,
            _ when found.ContainsKey("text") && (found.ContainsKey("rating") || product || customer) => LakeTable.Reviews,
            _ when time && (order || (customer && (total || price || units || !found.ContainsKey("country")))) => LakeTable.Orders,
            _ when product && found.ContainsKey("on_hand") => LakeTable.Stock,
            _ when time && (units || total) && (found.ContainsKey("series_id") || product || found.ContainsKey("category")) => LakeTable.Sales,
            _ when product => LakeTable.Products,
            _ when customer => LakeTable.Customers,
            _ => null,
        };
    }

    /// <summary>What a table needs and no single column gives.</summary>
    private static void Complete(LakeTable table, Dictionary<string, string> found, Dictionary<string, JsonElement> mapped)
    {
        if (table == LakeTable.Orders && !found.ContainsKey("order_id"))
        {
            mapped["order_id"] = Concat(Naming, found);
        }

        if (table == LakeTable.Orders && !found.ContainsKey("total") && found.TryGetValue("unit_price", out var amount))
        {
            mapped["total"] = Json(amount);
        }

        if (table == LakeTable.OrderLines && !mapped.ContainsKey("ordered_at"))
        {
            // Columns of the order are of no use without its time.
            foreach (var column in mapped.Keys.Where(key => key is not "status" && LakeTable.OrderLines.Columns.All(own => own.Name != key)).ToList())
            {
                mapped.Remove(column);
            }
        }

        if (table == LakeTable.Sales)
        {
            mapped["series_id"] = Concat(["series_id", "product_id", "category"], found);
            mapped["quantity"] = Json(found.TryGetValue("quantity", out var units) ? units : found["total"]);
            mapped["covariates"] = Json("*rest");
        }
    }

    private static JsonElement Concat(IReadOnlyList<string> concepts, Dictionary<string, string> found)
    {
        var columns = concepts.Where(found.ContainsKey).Select(concept => found[concept]).ToList();
        return columns.Count == 1 ? Json(columns[0]) : JsonSerializer.SerializeToElement(new { concat = columns, separator = "-" });
    }

    private static JsonElement Json(string text) => JsonSerializer.SerializeToElement(text);
}
