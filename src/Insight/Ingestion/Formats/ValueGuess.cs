using System.Text.RegularExpressions;

namespace Insight.Ingestion.Formats;

/// <summary>Guesses from values what the columns of a file without a header are: a list of purchases has a time, a customer before it and an amount after it.</summary>
internal static partial class ValueGuess
{
    /// <summary>Concept → made-up name of the column.</summary>
    public static Dictionary<string, string> Match(FileColumns columns)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var time = Find(0, Time());
        if (time < 1)
        {
            return found;
        }

        found["time"] = columns.Names[time];
        found[All(0, Address()) ? "customer_email" : "customer_id"] = columns.Names[0];
        var amount = Find(time + 1, Amount());
        if (amount > 0)
        {
            found["total"] = columns.Names[amount];
        }

        var units = Find(time + 1, Units());
        if (units > 0)
        {
            found["quantity"] = columns.Names[units];
        }

        return found;

        int Find(int from, Regex form)
        {
            for (var index = from; index < columns.Names.Count; index++)
            {
                if (All(index, form))
                {
                    return index;
                }
            }

            return -1;
        }

        bool All(int index, Regex form)
        {
            var values = columns.Sample.Where(record => index < record.Count && record[index].Trim().Length > 0).Select(record => record[index].Trim()).ToList();
            return values.Count > 0 && values.TrueForAll(value => form.IsMatch(value));
        }
    }

    [GeneratedRegex(@"^((19|20)\d\d[01]\d[0-3]\d|\d{4}[-/]\d{1,2}[-/]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*|1\d{9}|1\d{12})$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"^-?\d+[.,]\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^\d{1,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Units();

    [GeneratedRegex(@"^\S+@\S+$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
