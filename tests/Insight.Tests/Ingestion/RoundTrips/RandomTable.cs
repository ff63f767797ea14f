using System.Globalization;
using System.Text;
using Insight.Lake;

namespace Insight.Tests.Ingestion.RoundTrips;

/// <summary>
/// A made-up table full of what exports trip over, with what should come of it: cells are texts, numbers, times (UTC), yes or no, or nothing. The same seed gives
/// the same rows, however many there are.
/// </summary>
internal sealed class RandomTable
{
    private static readonly string[] Pieces =
        ["\"", "\"\"", ",", ";", "\t", "|", "\n", "'", "\\", " ", " ", "a", "Bc", "7", "=1+1", "%", "#", "--", "<b>", "null", "NaN", "&amp;", "-", "é", "ß", "Ø", "€", "漢字", "Ω", "😀", "x\u00A0x"];

    private static readonly string[] IdPieces = ["a", "Q", "7", "-", "_", "/", "#", "\"", ",", ";", "é", "漢", "😀", " ", "."];
    private static readonly string[][] States = [["completed", "paid", "Shipped"], ["cancelled", "canceled", "VOIDED"], ["returned", "Refunded", "refund"]];

    private readonly Random _random;
    private readonly bool _westernOnly;
    private readonly List<object?[]> _rows = [];
    private readonly List<string> _accepted = [];
    private readonly SortedSet<string> _orders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);

    /// <param name="westernOnly">Only characters that Windows-1252 has, none of them beside another beyond ASCII: two could be read as UTF-8.</param>
    public RandomTable(string table, int rows, int seed, bool westernOnly)
    {
        (_random, _westernOnly) = (new Random(seed), westernOnly);
        Table = LakeTable.Named(table);
        Columns = table switch
        {
            "order_lines" => [.. LakeTable.OrderLines.Columns.Where(column => column.Name != "line_no" || _random.Next(2) == 0), .. Of(LakeTable.Orders, "ordered_at", "customer_id", "country")],
            "orders" => Of(LakeTable.Orders, "order_id", "customer_id", "ordered_at", "status", "discount", "total", "country", "channel"),
            "products" => Of(LakeTable.Products, "product_id", "title", "category", "brand", "price", "cost", "active", "attributes"),
            _ => Of(LakeTable.Customers, "customer_id", "created_at", "country", "marketing_consent", "attributes"),
        };
        for (var row = 0; row < rows; row++)
        {
            Add(row);
        }
    }

    public LakeTable Table { get; }

    public IReadOnlyList<LakeColumn> Columns { get; }

    public IReadOnlyList<object?[]> Rows => _rows;

    /// <summary>Reasons of rejection and how often each applies.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _reasons;

    /// <summary>What <see cref="Select"/> should give of the table: each accepted row, in the order of their texts.</summary>
    public IReadOnlyList<string> Accepted => [.. _accepted.Order(StringComparer.Ordinal)];

    /// <summary>Of order lines, what <see cref="SelectOrders"/> should give: each order once.</summary>
    public IReadOnlyCollection<string> Orders => _orders;

    public IReadOnlyList<string> Select => [.. Columns.Where(column => Table.Columns.Contains(column)).Select(column => column.Name)];

    public static IReadOnlyList<string> SelectOrders => ["order_id", "customer_id", "ordered_at", "country"];

    /// <summary>A row of the lake or of the table as one text, exact to the last bit.</summary>
    public static string Told(IEnumerable<object?> cells) => string.Join('\u001F', cells.Select(cell => cell switch
    {
        null or DBNull => "\u2205",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString(),
    }));

    private static IReadOnlyList<LakeColumn> Of(LakeTable table, params string[] names) => [.. names.Select(name => table.Columns.Single(column => column.Name == name))];

    private void Add(int row)
    {
        // What belongs to an order is the same on each of its lines.
        var owner = Table == LakeTable.OrderLines ? new Random(row / 3) : _random;
        var state = owner.Next(6) switch { 0 => 1, 1 => 2, _ => 0 };
        var cells = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var column in Columns)
        {
            cells[column.Name] = (Table.Name, column.Name) switch
            {
                ("order_lines", "order_id") => Id(new Random(row / 3), row / 3),
                ("order_lines", "customer_id") => row / 3 % 4 == 3 ? null : Id(new Random(row / 9), row / 9),
                ("order_lines", "ordered_at") => Time(owner, row),
                ("order_lines", "country") => Text(owner),
                ("order_lines", "line_no") => row % 3,
                ("orders", "customer_id") => row % 5 == 4 ? null : Id(_random, row / 2),
                (_, "order_id" or "customer_id") => Id(_random, row),
                ("products", "product_id") => Id(_random, row),
                (_, "product_id") => Id(new Random(row % 7), row % 7),
                (_, "quantity") => (double)(1 + _random.Next(2_500)),
                (_, "status") => States[state][_random.Next(States[state].Length)],
                _ => column.Type switch
                {
                    ColumnType.Number => row > 0 && !column.Required && _random.Next(5) == 0 ? null : Math.Round(_random.NextDouble() * Math.Pow(10, _random.Next(1, 6)), 2),
                    ColumnType.Time => Time(_random, row),
                    ColumnType.Flag => _random.Next(4) == 0 ? null : _random.Next(2) == 0,
                    _ => Text(_random),
                },
            };
        }

        var reason = Table == LakeTable.OrderLines && row % 4 == 3 ? Spoil(cells) : null;
        _rows.Add([.. Columns.Select(column => cells[column.Name])]);
        if (reason is not null)
        {
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            return;
        }

        if (cells.ContainsKey("status"))
        {
            cells["status"] = States[state][0];
        }

        _accepted.Add(Told(Select.Select(name => Expected(cells[name]))));
        if (Table == LakeTable.OrderLines)
        {
            _orders.Add(Told(SelectOrders.Select(name => Expected(cells[name]))));
        }
    }

    /// <summary>Makes some rows ones that cannot be taken; gives the reason.</summary>
    private string? Spoil(Dictionary<string, object?> cells)
    {
        switch (_random.Next(8))
        {
            case 0:
                cells["quantity"] = "viele";
                return "bad_quantity";
            case 1:
                cells["product_id"] = null;
                return "missing_product_id";
            case 2:
                cells["unit_price"] = -1.25;
                return "negative_price";
            case 3:
                cells["quantity"] = 0.0;
                return "zero_quantity";
            default:
                return null;
        }
    }

    /// <summary>Texts lose the blanks around them, and one without anything else is none.</summary>
    private static object? Expected(object? cell) => cell is string text ? text.Trim(' ') is { Length: > 0 } trimmed ? trimmed : null : cell;

    private string Text(Random random) => Concat(random, Pieces, random.Next(9));

    /// <summary>Without blanks at its ends, and never the same for two numbers.</summary>
    private string Id(Random random, int number) => string.Create(CultureInfo.InvariantCulture, $"{number}x{Concat(random, IdPieces, random.Next(5))}.");

    /// <summary>In the middle of the day, whatever the zone; the first on a 25th, so that its column tells the order of day and month.</summary>
    private static DateTime Time(Random random, int row)
    {
        var day = new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(random.Next(3_600));
        return (row < 3 ? new DateTime(day.Year, day.Month, 25, 0, 0, 0, DateTimeKind.Utc) : day).AddSeconds((10 * 3_600) + random.Next(10 * 3_600));
    }

    private string Concat(Random random, string[] pieces, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var piece = pieces[random.Next(pieces.Length)];
            if (_westernOnly && piece.Any(c => c > 127))
            {
                piece = piece.Any(c => c > 255 && c != '€') ? "w" : piece + "n";
            }

            text.Append(piece);
        }

        return text.ToString();
    }
}
