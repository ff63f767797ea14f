using System.Text;
using System.Text.RegularExpressions;

namespace Insight.Ingestion.Reading;

/// <summary>Tells the dialect of a delimited text from its first bytes.</summary>
internal static partial class CsvDetection
{
    private const int SampledRecords = 50;
    private const int SampledLines = 1_000;

    /// <summary>Columns laid out with blanks have as many on nearly every line.</summary>
    private const double NearlyAll = 0.95;

    /// <summary>Where fewer records have the same number of fields, they may be lists.</summary>
    private const double MostCommonOfLists = 0.6;

    /// <param name="head">UTF-8 with <c>\n</c>.</param>
    /// <param name="isWhole">Whether nothing comes after it; else its last record may be cut.</param>
    /// <exception cref="UploadRefusedException">No line end as far as was looked.</exception>
    public static CsvDialect Detect(ReadOnlySpan<byte> head, bool isWhole)
    {
        var text = Encoding.UTF8.GetString(head) + (isWhole ? "\n" : string.Empty);
        var separator = Separator().Match(text);
        text = text[separator.Length..].TrimStart('\n');
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            throw new UploadRefusedException(FormattableString.Invariant(
                $"The first line is too long: found no line end in {head.Length} bytes, expected a header or the first row. Export the file with one row a line and upload it again."));
        }

        var dialect = Find(text, separator.Success ? separator.Groups[1].Value : ",;\t|");
        return separator.Success ? dialect with { SkipRecords = dialect.SkipRecords + 1 } : dialect;
    }

    /// <summary>The rows of a sheet have a header and commas.</summary>
    public static CsvDialect OfSheet(ReadOnlySpan<byte> head)
    {
        var shape = new RecordShape((byte)',', (byte)'"', BackslashEscapes: false, Fields: 1);
        var records = CsvRecords.Read(Encoding.UTF8.GetString(head), shape, SampledRecords);
        return Dialect(shape, records, hasHeader: true);
    }

    private static CsvDialect Find(string text, string delimiters)
    {
        var quote = text.TrimStart().StartsWith('\'') ? (byte)'\'' : (byte)'"';
        var escapes = text.Contains($"\\{(char)quote}", StringComparison.Ordinal) ? [false, true] : new[] { false };
        var best = (Shape: new RecordShape((byte)delimiters[0], quote, false, 1), Records: new List<List<string>>(), Score: -1.0);
        foreach (var backslash in escapes)
        {
            foreach (var delimiter in delimiters)
            {
                var shape = new RecordShape((byte)delimiter, quote, backslash, 1);
                var records = CsvRecords.Read(text, shape, SampledRecords);
                var score = Score(records);
                best = score > best.Score ? (shape, records, score) : best;
            }
        }

        var lines = Lines(text);
        if (best.Records[0].Count == 1)
        {
            return BlankColumns(lines) ?? (best.Records.All(record => record.Count == 1) && text.Contains((char)quote, StringComparison.Ordinal) ? Dialect(best.Shape, best.Records) : WholeLines(lines));
        }

        return AreLists(lines, (char)best.Shape.Delimiter.GetValueOrDefault()) ? WholeLines(lines, hasHeader: false) : Dialect(best.Shape, best.Records);
    }

    /// <summary>The delimiter under which most of the first records have as many fields as the first; more fields win a tie.</summary>
    private static double Score(List<List<string>> records)
    {
        var fields = records[0].Count;
        return fields == 1 ? 0 : records.Count(record => record.Count == fields) / (double)records.Count + (fields * 1e-3);
    }

    private static CsvDialect Dialect(RecordShape shape, IReadOnlyList<IReadOnlyList<string>> records, bool? hasHeader = null)
    {
        var header = hasHeader ?? HeaderDetection.HasHeader(records);
        return new CsvDialect
        {
            Shape = shape with { Fields = records[0].Count },
            HasHeader = header,
            Names = header ? records[0] : [.. records[0].Select(_ => string.Empty)],
            SkipRecords = header ? 1 : 0,
            Sample = header ? [.. records.Skip(1)] : records,
        };
    }

    private static CsvDialect WholeLines(List<string> lines, bool? hasHeader = null) =>
        Dialect(new RecordShape(null, null, BackslashEscapes: false, Fields: 1), [.. lines.Take(SampledRecords).Select(line => new[] { line })], hasHeader);

    /// <summary>Columns with blanks between: as many on each line, and numbers or times among them, which prose has not.</summary>
    private static CsvDialect? BlankColumns(List<string> lines)
    {
        var records = lines.Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        var fields = records[0].Length;
        var rows = records.Skip(records.Count > 1 ? 1 : 0).Where(record => record.Length == fields).ToList();
        if (fields < 2 || records.Count(record => record.Length == fields) < NearlyAll * records.Count
            || !Enumerable.Range(0, fields).Any(column => rows.Count(row => HeaderDetection.IsNumberOrTime(row[column])) >= NearlyAll * rows.Count))
        {
            return null;
        }

        return Dialect(new RecordShape((byte)'\t', null, BackslashEscapes: false, fields), [.. records.Take(SampledRecords)]) with { HasBlankColumns = true };
    }

    /// <summary>
    /// Whether each line is a list, such as the items of a session: of any length, all of one kind (numbers, or ids with digits) or coming
    /// again and again, and the first line is no other than the rest.
    /// </summary>
    private static bool AreLists(List<string> lines, char delimiter)
    {
        var lists = lines.Select(line => line.Split(delimiter, StringSplitOptions.TrimEntries)).ToList();
        var mostCommon = lists.CountBy(list => list.Length).Max(count => count.Value);
        if (lines.Count < 3 || mostCommon >= MostCommonOfLists * lines.Count || lines.Any(line => line.Contains('"', StringComparison.Ordinal)))
        {
            return false;
        }

        // The first of a line may be the customer and of another kind.
        var items = lists.SelectMany(list => list.Skip(1)).Where(item => item.Length > 0).ToList();
        var opening = lists[0].Skip(1).Where(item => item.Length > 0).ToList();
        if (Mostly(items, IsWholeNumber) || Mostly(items, IsId))
        {
            return opening.All(item => item.Any(char.IsAsciiDigit));
        }

        var counts = items.CountBy(item => item).ToDictionary(StringComparer.Ordinal);
        return counts.Count * 2 <= items.Count && !items.Exists(HeaderDetection.IsNumberOrTime) && opening.Count(item => counts[item] > 1) * 2 >= opening.Count;

        static bool Mostly(List<string> items, Func<string, bool> predicate) => items.Count(predicate) >= NearlyAll * items.Count;

        static bool IsWholeNumber(string item) => item.All(char.IsAsciiDigit);

        static bool IsId(string item) => item.Any(char.IsAsciiDigit) && item.Any(char.IsAsciiLetter) && item.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
    }

    /// <summary>The first lines that are not blank; the last one, which the head may have cut, only if it is the only one.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (int from = 0, end; from < text.Length && lines.Count < SampledLines; from = end + 1)
        {
            end = text.IndexOf('\n', from);
            end = end < 0 ? text.Length : end;
            if (!text.AsSpan(from, end - from).IsWhiteSpace() && (end < text.Length || lines.Count == 0))
            {
                lines.Add(text[from..end]);
            }
        }

        return lines;
    }

    /// <summary>Excel's first line that names the delimiter.</summary>
    [GeneratedRegex("^\"?sep=(.)\"?\n", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
