using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Files without a header whose order is the time: one customer (<c>user item item …</c>) or session (<c>item item …</c>) a line, the last item perhaps in a column of its
/// own, or one <c>user item</c> pair a line. Whether a line begins with a customer is told from the first lines (<see cref="BeginsWithCustomer"/>) unless a mapping says
/// so. What happened is not said: it counts as <c>view_item</c>, the least that can be said.
/// </summary>
internal sealed class SequenceFormat : UploadFormat
{
    /// <summary>So many rising numbers in a row are no coincidence.</summary>
    private const int Convincing = 5;

    public override Interpretation? Interpret(FileColumns columns) => Interpret(columns, null);

    /// <param name="first">What a line begins with where a mapping says so: <c>customer</c> or <c>session</c>.</param>
    public static Interpretation? Interpret(FileColumns columns, string? first)
    {
        var lines = columns.Sample.Select(record => record.SelectMany(Tokens).ToList()).Where(tokens => tokens.Count > 0).ToList();
        if (columns.HasHeader || columns.Names.Count > 2 || lines.Count == 0 || lines.Any(tokens => tokens.Any(token => !IsId(token))))
        {
            return null;
        }

        var names = columns.Names.Select(DuckDb.Identifier).ToList();
        if (columns.Sample.All(record => record.SelectMany(Tokens).Count() == 2))
        {
            var (customer, product) = names.Count == 2 ? (names[0], names[1]) : ($"{List(names)}[1]", $"{List(names)}[2]");
            return Events(new ColumnMap().With("customer_id", customer).With("product_id", product).With("position", "CAST(_row AS VARCHAR)"));
        }

        var line = $"concat_ws(' ', {string.Join(", ", names)})";
        return (first is null ? BeginsWithCustomer(lines) : first == "customer")
            ? Events(new ColumnMap().With("customer_id", $"{List(names)}[1]").With("product_id", "_item").With("position", "CAST(_item_no AS VARCHAR)")) with { Explode = $"{List(names)}[2:]" }
            : Events(new ColumnMap().With("session_id", $"content_id({line}) || '_' || _row").With("product_id", "_item").With("position", "CAST(_item_no AS VARCHAR)")) with { Explode = List(names) };
    }

    /// <summary>
    /// Customers come once each and are another kind of id than what they looked at: rising numbers, or always longer, shorter or with other letters in front.
    /// </summary>
    private static bool BeginsWithCustomer(List<List<string>> lines)
    {
        var firsts = lines.Select(tokens => tokens[0]).ToList();
        if (firsts.Distinct(StringComparer.Ordinal).Count() < firsts.Count)
        {
            return false;
        }

        var numbers = firsts.Select(token => long.TryParse(token, out var number) ? number : (long?)null).ToList();
        var rising = numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
        var counting = numbers.Zip(numbers.Skip(1)).All(pair => pair.First + 1 == pair.Second);
        if (numbers.All(number => number is not null) && lines.Count > 1 && rising && (lines.Count >= Convincing || counting))
        {
            return true;
        }

        var others = lines.SelectMany(tokens => tokens.Skip(1)).ToList();
        return numbers.Any(number => number is null)
            && (!firsts.Select(Letters).Intersect(others.Select(Letters), StringComparer.Ordinal).Any() || !firsts.Select(token => token.Length).Intersect(others.Select(token => token.Length)).Any());
    }

    private static Interpretation Events(ColumnMap map)
    {
        // Where one position is taken by one product, the event is known by it: a line that has grown adds what is new.
        var id = string.Join(", ", map.Values);
        return new Interpretation
        {
            Format = "sequences",
            Primary = new TableMapping(LakeTable.Events, map.With("event_type", ColumnMap.EventType(null)).With("event_id", $"content_id(concat_ws(chr(31), {id}))")),
        };
    }

    private static string List(IReadOnlyList<string> names) => $@"string_split_regex(trim(concat_ws(' ', {string.Join(", ", names)})), '[\s,;]+')";

    private static IEnumerable<string> Tokens(string text) => text.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsId(string token) => token.Length <= 64 && token.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ':' or '#') && token.Any(char.IsDigit);

    private static string Letters(string token) => string.Concat(token.TakeWhile(char.IsLetter));
}
