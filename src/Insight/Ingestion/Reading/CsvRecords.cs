using System.Text;

namespace Insight.Ingestion.Reading;

/// <summary>Reads the records of a short text, field by field.</summary>
internal static class CsvRecords
{
    /// <summary>The first records that are not blank. What the text's end may have cut is left out unless nothing else is there.</summary>
    public static List<List<string>> Read(string text, RecordShape shape, int wanted)
    {
        var records = new List<List<string>>();
        var position = 0;
        while (position < text.Length && records.Count < wanted)
        {
            var record = ReadRecord(text, shape, ref position);
            if ((text[position - 1] == '\n' || records.Count == 0) && (record.Count > 1 || record[0].Trim().Length > 0))
            {
                records.Add(record);
            }
        }

        return records.Count > 0 ? records : [[text]];
    }

    private static List<string> ReadRecord(string text, RecordShape shape, ref int position)
    {
        var start = position;
        var fields = new List<string>();
        var field = new StringBuilder();
        var (quoted, closed, spansLines) = (false, false, false);
        while (position < text.Length)
        {
            var c = text[position++];
            if (quoted)
            {
                var next = position < text.Length ? text[position] : '\n';
                if (shape.BackslashEscapes && c == '\\')
                {
                    field.Append(next);
                    position++;
                }
                else if (c != shape.Quote)
                {
                    spansLines |= c == '\n';
                    field.Append(c);
                }
                else if (next == shape.Quote && !shape.BackslashEscapes)
                {
                    field.Append(c);
                    position++;
                }
                else if (spansLines && next != '\n' && next != shape.Delimiter)
                {
                    return [Line(text, start, ref position)];
                }
                else
                {
                    (quoted, closed) = (false, true);
                }
            }
            else if (c == shape.Quote && field.Length == 0 && !closed)
            {
                quoted = true;
            }
            else if (c == shape.Delimiter || c == '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                closed = false;
                if (c == '\n')
                {
                    return fields;
                }
            }
            else
            {
                field.Append(c);
            }
        }

        if (quoted && spansLines)
        {
            return [Line(text, start, ref position)];
        }

        fields.Add(field.ToString());
        return fields;
    }

    /// <summary>The line whose quote is never closed.</summary>
    private static string Line(string text, int start, ref int position)
    {
        var end = text.IndexOf('\n', start);
        position = end + 1;
        return text[start..end];
    }
}
