using System.Globalization;
using System.Text;

namespace Insight.Testing;

/// <summary>
/// Made-up order lines as shops export them: one line in twenty comes again later, cancellations with negative quantity, ids that passed through a
/// spreadsheet (<c>17850.0</c>), guests, gifts, quoted commas, and one row in two hundred that cannot be taken.
/// </summary>
/// <param name="seed">Two files of different seeds have different order ids; those of one seed are equal.</param>
/// <param name="rows">So many rows are three years of trade, in the order of time.</param>
internal sealed class DirtyLines(int seed, long rows)
{
    public const string Header = "order_id,product_id,description,quantity,unit_price,ordered_at,customer_id,country,status\n";
    private const int Products = 4_000;
    private const int Customers = 60_000;
    private const int Remembered = 5_000;
    private const int LinesPerOrder = 10;
    private static readonly DateTime Start = new(2023, 1, 2, 8, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Countries = ["United Kingdom", "Germany", "France", "EIRE", "\"Korea, Republic of\""];
    private static readonly string[] Things = ["WHITE HANGING HEART T-LIGHT HOLDER", "\"BAG, RED RETROSPOT\"", "PARTY BUNTING", "\"SET OF 3 \"\"CAKE\"\" TINS, PANTRY\"", "ASSORTED COLOUR BIRD ORNAMENT", "LUNCH BAG"];

    private readonly Random _random = new(seed);
    private readonly List<string> _recent = [];
    private readonly TimeSpan _step = TimeSpan.FromDays(3 * 365) / Math.Max(1, rows / LinesPerOrder);
    private DateTime _at = Start;
    private long _order;

    /// <summary>A file of this many rows in the temp folder, made once per machine.</summary>
    public static string Cached(long rows, int seed = 7)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "insight-benchmarks")).FullName;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"dirty-v1-{rows}-{seed}.csv"));
        if (!File.Exists(path))
        {
            using (var writer = new StreamWriter(path + ".partial", append: false, new UTF8Encoding(false), 1 << 20))
            {
                writer.Write(Header);
                new DirtyLines(seed, rows).Write(writer, rows);
            }

            File.Move(path + ".partial", path);
        }

        return path;
    }

    /// <summary>Writes about this many further rows (whole orders).</summary>
    public void Write(TextWriter writer, long count)
    {
        for (var written = 0L; written < count; _at += _step)
        {
            var (text, lines) = Order(_at);
            writer.Write(text);
            written += lines;
            if (_random.NextDouble() < 0.05 && _recent.Count > 0)
            {
                var again = _recent[_random.Next(_recent.Count)];
                writer.Write(again);
                written += again.AsSpan().Count('\n');
            }

            if (_recent.Count < Remembered)
            {
                _recent.Add(text);
            }
            else
            {
                _recent[_random.Next(Remembered)] = text;
            }
        }
    }

    private (string Text, int Lines) Order(DateTime at)
    {
        var cancelled = _random.NextDouble() < 0.015;
        var id = FormattableString.Invariant($"{(cancelled ? "C" : "")}{((long)seed * 1_000_000_000) + _order++}");
        var customer = _random.NextDouble() < 0.2 ? "" : FormattableString.Invariant($"{10_000 + _random.Next(Customers)}{(_random.NextDouble() < 0.3 ? ".0" : "")}");
        var country = Countries[Math.Min(Countries.Length - 1, (int)(_random.NextDouble() * _random.NextDouble() * Countries.Length))];
        var time = at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        var lines = 1 + _random.Next((2 * LinesPerOrder) - 1);
        for (var line = 0; line < lines; line++)
        {
            var product = (int)(_random.NextDouble() * _random.NextDouble() * Products);
            var price = _random.NextDouble() < 0.003 ? 0 : (1 + ((product * 37) % 3_000)) / 100.0;
            var quantity = (cancelled ? -1 : 1) * (1 + _random.Next(12));
            text.Append(_random.NextDouble() < 0.005
                ? Bad(id, time)
                : string.Create(CultureInfo.InvariantCulture, $"{id},{20_000 + product},{Things[product % Things.Length]},{quantity},{price:0.00},{time},{customer},{country},{(cancelled ? "cancelled" : "completed")}\n"));
        }

        return (text.ToString(), lines);
    }

    private string Bad(string id, string time) => _random.Next(5) switch
    {
        0 => $"{id},22112,HOT WATER BOTTLE,many,4.25,{time},,Germany,completed\n",
        1 => $"{id},,HOT WATER BOTTLE,1,4.25,{time},,Germany,completed\n",
        2 => $"{id},22112,HOT WATER BOTTLE,1,4.25\n",
        3 => $"{id},22112,HOT WATER BOTTLE,1,4.25,yesterday,,Germany,completed\n",
        _ => $"{id},22112,HOT WATER BOTTLE,1,-11062.06,{time},,Germany,completed\n",
    };
}
