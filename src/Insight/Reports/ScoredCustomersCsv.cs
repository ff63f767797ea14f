using System.Globalization;
using System.Text;

namespace Insight.Reports;

/// <summary>Reads <c>customers.csv</c> by the names in its header; columns it does not know are skipped.</summary>
public static class ScoredCustomersCsv
{
    /// <exception cref="FormatException">A required column is missing or a number is none; names the column and the line.</exception>
    public static IEnumerable<ScoredCustomer> Read(TextReader text)
    {
        if (ReadRecord(text) is not { } header)
        {
            yield break;
        }

        var columns = header.Select((name, index) => (name, index)).ToDictionary(column => column.name, column => column.index, StringComparer.Ordinal);
        foreach (var name in (string[])["customer_id", "orders", "revenue", "rfm_group", "basis"])
        {
            if (!columns.ContainsKey(name))
            {
                throw new FormatException($"customers.csv lacks the column '{name}': found {string.Join(", ", header)}.");
            }
        }

        for (var line = 2; ReadRecord(text) is { } fields; line++)
        {
            yield return new ScoredCustomer(
                Text("customer_id"), (int)(Number("orders") ?? 0), Number("revenue") ?? 0, Number("recency_days"), (int)(Number("frequency") ?? 0), Number("monetary") ?? 0,
                Text("rfm_group"), Text("segment"), Number("purchase_probability"), Number("expected_orders"), Number("p_alive"),
                Number("expected_value"), Number("value_low"), Number("value_high"), Text("basis"));

            string Text(string name) => columns.TryGetValue(name, out var index) && index < fields.Count ? fields[index] : string.Empty;

            double? Number(string name)
            {
                var value = Text(name);
                return value.Length == 0 ? null
                    : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                    : throw new FormatException($"customers.csv, record {line}, column {name}: expected a number, found '{value}'.");
            }
        }
    }

    /// <summary>One record; quoted fields may hold commas, doubled quotes and line ends. Null at the end of the file.</summary>
    private static List<string>? ReadRecord(TextReader text)
    {
        if (text.Peek() < 0)
        {
            return null;
        }

        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        while (text.Read() is var next and >= 0)
        {
            var c = (char)next;
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (text.Peek() == '"')
                {
                    field.Append((char)text.Read());
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\n')
            {
                break;
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
