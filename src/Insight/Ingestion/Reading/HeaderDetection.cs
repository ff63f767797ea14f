using System.Text;
using System.Text.RegularExpressions;

namespace Insight.Ingestion.Reading;

/// <summary>Tells whether the first record names the columns or is data like the others.</summary>
internal static partial class HeaderDetection
{
    /// <summary>So many of a column's values are alike before its first cell is compared with them.</summary>
    private const double Mostly = 0.8;

    private enum Kind
    {
        Empty,
        Number,
        Time,
        Text,
    }

    /// <summary>Without a sign that the first record is data, it is the header.</summary>
    public static bool HasHeader(IReadOnlyList<IReadOnlyList<string>> records)
    {
        var first = records[0];
        if (first.Any(cell => Address().IsMatch(cell)))
        {
            return false;
        }

        var rest = records.Skip(1).Where(record => record.Count == first.Count && !record.SequenceEqual(first)).ToList();
        if (rest.Count == 0)
        {
            return CountsUp(first) || !first.Any(cell => KindOf(cell) is Kind.Number or Kind.Time);
        }

        int like = 0, unlike = 0;
        for (var column = 0; column < first.Count; column++)
        {
            var values = rest.Select(record => record[column].Trim()).Where(value => KindOf(value) != Kind.Empty).ToList();
            var sign = values.Count == 0 ? 0 : Compare(first[column].Trim(), values);
            like += sign > 0 ? 1 : 0;
            unlike += sign < 0 ? 1 : 0;
        }

        return like == 0 || unlike >= like || (CountsUp(first) && rest.Count(CountsUp) * 2 < rest.Count);
    }

    /// <summary>A number or a time alone; also several numbers with blanks between.</summary>
    public static bool IsNumberOrTime(string cell) => KindOf(cell) is Kind.Number or Kind.Time;

    /// <summary>Positive when the cell is one of such values, negative when it is another thing than they are, zero when nobody can tell.</summary>
    private static int Compare(string cell, List<string> values)
    {
        var kind = KindOf(cell);
        if (kind is Kind.Number or Kind.Time)
        {
            return Share(value => KindOf(value) == kind) >= Mostly ? 1 : 0;
        }

        if (kind == Kind.Empty)
        {
            return 0;
        }

        if (Share(IsNumberOrTime) >= Mostly)
        {
            return -1;
        }

        if (values.Contains(cell, StringComparer.Ordinal))
        {
            return 1;
        }

        if (!cell.Any(char.IsAsciiDigit))
        {
            return Share(value => value.Any(char.IsAsciiDigit)) >= Mostly ? -1 : 0;
        }

        var shape = Shape(cell);
        return Share(value => Shape(value) == shape || (cell.Length >= 8 && value.Length == cell.Length && value.Any(char.IsAsciiDigit))) >= Mostly ? 1 : 0;

        double Share(Func<string, bool> predicate) => values.Count(predicate) / (double)values.Count;
    }

    private static Kind KindOf(string cell) =>
        string.IsNullOrWhiteSpace(cell) || NoValue().IsMatch(cell) ? Kind.Empty
        : Number().IsMatch(cell) ? Kind.Number
        : Time().IsMatch(cell) ? Kind.Time
        : Kind.Text;

    /// <summary>Years or weeks as names of columns: 2019, 2020, 2021.</summary>
    private static bool CountsUp(IReadOnlyList<string> record)
    {
        var numbers = record.Where(cell => KindOf(cell) == Kind.Number).Select(cell => int.TryParse(cell, out var number) ? number : (int?)null).ToList();
        return numbers.Count > 1 && numbers[0] is not null && numbers.Select((number, index) => number - index).All(begin => begin == numbers[0]);
    }

    /// <summary>Letters and digits without their number: <c>ab-1234</c> → <c>a-9</c>.</summary>
    private static string Shape(string value)
    {
        var shape = new StringBuilder();
        foreach (var c in value)
        {
            var kind = char.IsDigit(c) ? '9' : char.IsLetter(c) ? 'a' : c;
            if (shape.Length == 0 || shape[^1] != kind || kind is not ('9' or 'a'))
            {
                shape.Append(kind);
            }
        }

        return shape.ToString();
    }

    [GeneratedRegex(@"^(null|nan|none|na|n/a|#n/a|\\n|-)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoValue();

    [GeneratedRegex(@"^[€$£¥]?\s?[+-]?[€$£¥]?\d[\d.,'\s]*([eE][+-]?\d+)?\s?[%€$£¥]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?)?[ T]?(\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?)?\s?(AM|PM|UTC|Z|[+-]\d{2}:?\d{2})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"[^\s@]@[^\s@]+\.|^https?://", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
