using System.Globalization;
using System.Text;

namespace Insight.Benchmarks;

/// <summary>Order lines without fault, one to seven an order; order <c>i</c> is the same in every file.</summary>
internal static class PlainLines
{
    private const string Header = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n";
    private const int LinesPerOrder = 4;
    private static readonly DateTime Start = new(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Random ids lie all over the range of keys, as UUIDs do.</summary>
    public static string RandomId(long order) => Mix(order).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Ids that count up from where all random ones end.</summary>
    public static string RisingId(long order) => string.Create(CultureInfo.InvariantCulture, $"z{order:D12}");

    /// <summary>Any second of three years.</summary>
    public static DateTime AnyTime(long order) => Start.AddSeconds(Mix(~order) % (3 * 365 * 86_400UL));

    /// <summary>One order an hour, as they come.</summary>
    public static DateTime RisingTime(long order) => Start.AddHours(order);

    /// <summary>How many orders have about so many lines.</summary>
    public static long OrdersOf(long lines) => lines / LinesPerOrder;

    public static void Write(Stream target, IEnumerable<long> orders, Func<long, string> idOf, Func<long, DateTime> timeOf)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(false), 1 << 20, leaveOpen: true);
        writer.Write(Header);
        foreach (var order in orders)
        {
            var mixed = Mix(~order);
            var id = idOf(order);
            var at = timeOf(order).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            for (var line = 0UL; line < 1 + (mixed % ((2 * LinesPerOrder) - 1)); line++)
            {
                var product = Mix((long)(mixed + line)) % 4_000;
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{id},p{product},{1 + (line % 3)},{1 + (product % 90)}.{10 + (product % 90)},{at},c{mixed % 300_000}\n"));
            }
        }
    }

    /// <summary>SplitMix64: well mixed and the same everywhere.</summary>
    private static ulong Mix(long value)
    {
        var z = (ulong)value + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
