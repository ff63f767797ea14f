using System.Text.Json;
using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>A file whose meaning a mapping.json tells.</summary>
internal static class MappedFormat
{
    private const string Rest = "*rest";

    /// <exception cref="MappingNeededException">A setting has a value that is not known.</exception>
    public static void CheckSettings(Mapping mapping, FileColumns columns)
    {
        if (mapping.Mode is { } mode && Mode(mapping) is null)
        {
            throw Wrong(mapping, columns, $"the mode '{mode}' is not known here: expected append, upsert or replace");
        }

        if (mapping.Sequence is not (null or "customer" or "session"))
        {
            throw Wrong(mapping, columns, $"sequence is '{mapping.Sequence}': expected customer or session");
        }

        if (mapping is { Join.Count: > 0, Table: null })
        {
            throw Wrong(mapping, columns, "join needs table and columns that use what is joined");
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

    public static IngestionMode? Mode(Mapping mapping) =>
        Enum.GetValues<IngestionMode>().Where(mode => string.Equals(mode.ToString(), mapping.Mode, StringComparison.OrdinalIgnoreCase)).Select(mode => (IngestionMode?)mode).FirstOrDefault();

    /// <exception cref="MappingNeededException">The mapping names what does not exist; the message names it and lists what there is.</exception>
    public static Interpretation Interpret(Mapping mapping, FileColumns columns)
    {
        var table = LakeTable.All.FirstOrDefault(candidate => candidate.Name == mapping.Table)
            ?? throw Wrong(mapping, columns, $"the table '{mapping.Table}' does not exist: expected one of {string.Join(", ", LakeTable.All.Select(t => t.Name))}");
        var primary = new ColumnMap();
        var order = new ColumnMap();
        string? email = null;
        var sources = mapping.Columns.OrderBy(column => IsRest(column.Value)).ToList();
        foreach (var (target, source) in sources)
        {
            var expression = IsRest(source) ? columns.Rest([.. primary.Values, .. order.Values, email], mapping.Missing) ?? "NULL" : Expression(target, source, columns);
            if (target is "customer_email" or "email")
            {
                email = expression;
            }
            else if (table.Columns.Any(column => column.Name == target))
            {
                primary[target] = table == LakeTable.Events && target == "event_type" ? ColumnMap.EventType(expression) : expression;
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
        }

        return new Interpretation
        {
            Format = "mapped",
            Primary = new TableMapping(table, primary),
            Derived = order.Count > 0 ? [new TableMapping(LakeTable.Orders, order, IsByTheWay: Mode(mapping) is null or IngestionMode.Append)] : [],
            Mode = Mode(mapping),
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
                case JsonValueKind.Object when source.TryGetProperty("object", out var members) && members.ValueKind == JsonValueKind.Array && members.GetArrayLength() > 0:
                    return FileColumns.Object(members.EnumerateArray().Select(member => Named(target, member.ToString(), file)), mapping.Missing);
                default:
                    throw Wrong(mapping, columns, $"'{target}' is {source.GetRawText()}: expected a column's name, {{\"concat\": [names], \"separator\": \"-\"}}, {{\"const\": \"value\"}}, {{\"object\": [names]}} or \"{Rest}\"");
            }
        }

        string Column(string target, string name, FileColumns file) => DuckDb.Identifier(Named(target, name, file));

        string Named(string target, string name, FileColumns file) => file.Find(name) ?? throw Wrong(mapping, columns, $"'{target}' should come from '{name}', which the file does not have");
    }

    private static bool IsRest(JsonElement source) => source.ValueKind == JsonValueKind.String && source.GetString() == Rest;

    private static MappingNeededException Wrong(Mapping mapping, FileColumns columns, string what) =>
        new($"The mapping does not fit the file: {what}. The file's columns are {Shown.Names(columns.Names)}. Correct the mapping and drop it again.", mapping);

    private static IEnumerable<string> Targets(LakeTable table) =>
        (table == LakeTable.OrderLines ? table.Columns.Concat(LakeTable.Orders.Columns) : table.Columns).Select(column => column.Name).Distinct().Append("customer_email");
}
