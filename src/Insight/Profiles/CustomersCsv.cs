using System.Globalization;
using System.Text;
using Insight.Scoring;

namespace Insight.Profiles;

/// <summary>
/// The lines of <c>customers.csv</c>: UTF-8, comma, CRLF, quotes where RFC 4180 asks for them, numbers that read back to the same double. A prospect's
/// recency, frequency and spending are empty. Ids stand as the shop wrote them, so a spreadsheet must import that column as text.
/// </summary>
internal static class CustomersCsv
{
    public const string Header =
        "customer_id,orders,revenue,recency_days,frequency,monetary,rfm_group,segment,purchase_probability,expected_orders," +
        "p_alive,next_order_at,expected_value,value_low,value_high,basis";

    public const string NewLine = "\r\n";

    /// <summary>Positions of columns that filters look at.</summary>
    public const int Id = 0, Group = 6, Segment = 7;

    public static string Line(CustomerProfile profile)
    {
        var rfm = profile.Rfm is { R: > 0 } measured ? measured : null;
        string?[] fields =
        [
            profile.CustomerId, Text(profile.Orders), Text(profile.Revenue),
            Text(rfm?.RecencyDays), Text(rfm?.Frequency), Text(rfm?.Monetary), profile.Rfm?.Group, profile.Segment?.Name,
            Text(profile.Purchase?.Probability), Text(profile.Purchase?.ExpectedOrders), Text(profile.Purchase?.PAlive),
            profile.Purchase?.NextOrderAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Text(profile.Value?.Expected), Text(profile.Value?.Low), Text(profile.Value?.High),
            Bases.Lower(profile.Purchase?.Basis, profile.Value?.Basis),
        ];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Quote(fields[i]);
        }

        return string.Join(',', fields);
    }

    public static string Quote(string? field) => field is null ? ""
        : field.AsSpan().ContainsAny(",\"\r\n") || (field.Length > 0 && (field[0] == ' ' || field[^1] == ' '))
            ? '"' + field.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'
            : field;

    /// <summary>The next record as it is written and as fields; null at the end. A quoted field may hold line breaks.</summary>
    public static async ValueTask<(string Record, List<string> Fields)?> ReadAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var record = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        while (record is not null && record.Count(c => c == '"') % 2 == 1 && await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } more)
        {
            record += NewLine + more;
        }

        return record is null ? null : (record, Split(record));
    }

    private static List<string> Split(string record)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (c == '"' && quoted && i + 1 < record.Length && record[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
