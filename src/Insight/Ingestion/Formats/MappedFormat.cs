using System.Text.Json;
using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>A file whose meaning a mapping.json tells.</summary>
internal static class MappedFormat
{
    private static readonly IReadOnlyList<string> Modes = ["append", "upsert"];

    /// <exception cref="MappingNeededException">A setting has a value that is not known.</exception>
    public static void CheckSettings(Mapping mapping, FileColumns columns)
    {
        if (mapping.Mode is { } mode && !Modes.Contains(mode))
        {
            throw Wrong(mapping, columns, $"the mode '{mode}' is not known here: expected one of {string.Join(", ", Modes)}");
        }

        if (mapping.DateOrder is not (null or "dmy" or "mdy"))
        {
            throw Wrong(mapping, columns, $"dateOrder is '{mapping.DateOrder}': expected dmy or mdy");
        }

        if (mapping.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw Wrong(mapping, columns, $"the time zone '{zone}' is not known: expected an IANA name such as Europe/Berlin");
        }
    }

    /// <exception cref="MappingNeededException">The mapping names what does not exist; the message names it and lists what there is.</exception>
    public static Interpretation Interpret(Mapping mapping, FileColumns columns)
    {
        var table = LakeTable.All.FirstOrDefault(candidate => candidate.Name == mapping.Table)
            ?? throw Wrong(mapping, columns, $"the table '{mapping.Table}' does not exist: expected one of {string.Join(", ", LakeTable.All.Select(t => t.Name))}");
        var primary = new ColumnMap();
        var order = new ColumnMap();
        string? email = null;
        foreach (var (target, source) in mapping.Columns)
        {
            var expression = Expression(target, source, columns);
            if (target is "customer_email" or "email")
            {
                email = expression;
            }
            else if (table.Columns.Any(column => column.Name == target))
            {
                primary[target] = expression;
            }
            else if (table == LakeTable.OrderLines && LakeTable.Orders.Columns.Any(column => column.Name == target))
            {
                order[target] = expression;
            }
            else
            {
                throw Wrong(mapping, columns, $"'{target}' is not a column of {table.Name}: expected some of {string.Join(", ", Targets(table))}");
            }
        }

        var owner = table == LakeTable.OrderLines ? order : primary;
        owner.With("customer_id", ColumnMap.CustomerId(owner.GetValueOrDefault("customer_id"), email));
        var lacking = table.Columns.Where(column => column.Required && !primary.ContainsKey(column.Name)).Select(column => column.Name).ToList();
        if (lacking.Count > 0)
        {
            throw Wrong(mapping, columns, $"{table.Name} needs {string.Join(", ", lacking)} as well");
        }

        if (order.Count > 0 && !order.ContainsKey("ordered_at"))
        {
            throw Wrong(mapping, columns, $"order_lines with columns of their order ({string.Join(", ", order.Keys)}) need ordered_at as well");
        }

        if (order.Count > 0)
        {
            order["order_id"] = primary["order_id"];
            order.With("status", primary.GetValueOrDefault("status"));
        }

        return new Interpretation
        {
            Format = "mapped",
            Primary = new TableMapping(table, primary),
            Derived = order.Count > 0 ? [new TableMapping(LakeTable.Orders, order, OnlyNew: mapping.Mode != "upsert")] : [],
            TimeZone = mapping.TimeZone,
            DateOrder = mapping.DateOrder,
            Missing = mapping.Missing,
        };

        string Expression(string target, JsonElement source, FileColumns file)
        {
            switch (source.ValueKind)
            {
                case JsonValueKind.String:
                    return Column(target, source.GetString()!, file);
                case JsonValueKind.Object when source.TryGetProperty("const", out var constant):
                    return DuckDb.Literal(constant.ValueKind == JsonValueKind.String ? constant.GetString()! : constant.GetRawText());
                case JsonValueKind.Object when source.TryGetProperty("concat", out var parts) && parts.ValueKind == JsonValueKind.Array && parts.GetArrayLength() > 0:
                    var separator = source.TryGetProperty("separator", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "-";
                    return $"concat_ws({DuckDb.Literal(separator)}, {string.Join(", ", parts.EnumerateArray().Select(part => Column(target, part.ToString(), file)))})";
                default:
                    throw Wrong(mapping, columns, $"'{target}' is {source.GetRawText()}: expected a column's name, {{\"concat\": [names], \"separator\": \"-\"}} or {{\"const\": \"value\"}}");
            }
        }

        string Column(string target, string name, FileColumns file) => file.First(name) ?? throw Wrong(mapping, columns, $"'{target}' should come from '{name}', which the file does not have");
    }

    private static MappingNeededException Wrong(Mapping mapping, FileColumns columns, string what) =>
        new($"The mapping does not fit the file: {what}. The file's columns are {Shown.Names(columns.Names)}. Correct the mapping and drop it again.", mapping);

    private static IEnumerable<string> Targets(LakeTable table) =>
        (table == LakeTable.OrderLines ? table.Columns.Concat(LakeTable.Orders.Columns) : table.Columns).Select(column => column.Name).Distinct().Append("customer_email");
}
