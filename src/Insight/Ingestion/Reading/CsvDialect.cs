using System.Text;

namespace Insight.Ingestion.Reading;

/// <summary>Delimiter and header (as it is written) of a CSV file, told from its first bytes.</summary>
internal sealed record CsvDialect(char Delimiter, IReadOnlyList<string> Header)
{
    private const int SampledRecords = 50;

    /// <summary>The delimiter under which most of the first records have as many fields as the header; more fields win a tie.</summary>
    public static CsvDialect Detect(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        var best = Sample(text, ',');
        foreach (var delimiter in ";\t|")
        {
            var sample = Sample(text, delimiter);
            if (Score(sample) > Score(best))
            {
                best = sample;
            }
        }

        return new CsvDialect(best.Delimiter, best.Records[0]);

        static double Score((char Delimiter, List<List<string>> Records) sample)
        {
            var fields = sample.Records[0].Count;
            return fields == 1 ? 0 : sample.Records.Count(record => record.Count == fields) / (double)sample.Records.Count + (fields * 1e-3);
        }
    }

    private static (char Delimiter, List<List<string>> Records) Sample(string text, char delimiter)
    {
        var records = new List<List<string>>();
        var position = 0;
        while (position < text.Length && records.Count < SampledRecords)
        {
            var record = ReadRecord(text, delimiter, ref position);

            // The head may end inside a record; the last one counts only if nothing else is there.
            if ((position < text.Length || records.Count == 0) && (record.Count > 1 || record[0].Trim().Length > 0))
            {
                records.Add(record);
            }
        }

        return (delimiter, records.Count > 0 ? records : [[text]]);
    }

    private static List<string> ReadRecord(string text, char delimiter, ref int position)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        while (position < text.Length)
        {
            var c = text[position++];
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (position < text.Length && text[position] == '"')
                {
                    field.Append('"');
                    position++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c == delimiter)
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
