using System.Globalization;
using Insight.Features;
using Insight.Training.Recommendations.Data;

namespace Insight.Evaluation.Recommendations;

/// <summary>A log as a file that a shop could drop: one kind of interaction, as orders or as lists of products tell it.</summary>
internal static class OrderFile
{
    private const string CustomerMark = "c:";

    /// <summary>A log tells days from its first interaction on, and this is their first.</summary>
    private static readonly DateTimeOffset FirstDay = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A day of a log as an instant.</summary>
    public static string At(double day) => FirstDay.AddDays(day).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">The owner is no customer.</exception>
    public static string Customer(string owner) => FindCustomer(owner) is { Length: > 0 } customer ? customer : throw new ArgumentException($"'{owner}' is no customer.", nameof(owner));

    /// <summary>Whether the log tells of purchases alone or, without a clock, of lists of customers alone.</summary>
    public static bool CanHold(InteractionLog log)
    {
        var weight = log.HasClock ? InteractionLog.Purchase : new Interaction("", null, InteractionKind.View).Weight; // as lists are taken
        return Enumerable.Range(0, log.Sequences).All(i => log.WeightsOf(i).IndexOfAnyExcept(weight) < 0 && (log.HasClock || FindCustomer(log.Owners[i]).Length > 0));
    }

    /// <summary>With a clock an invoice for each visit, else a list of products for each customer.</summary>
    public static Task WriteAsync(InteractionLog log, string path) => File.WriteAllLinesAsync(path, log.HasClock ? Invoices(log) : Lists(log));

    private static IEnumerable<string> Invoices(InteractionLog log)
    {
        yield return "Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID";
        for (var i = 0; i < log.Sequences; i++)
        {
            for (var step = 0; step < log.LengthOf(i); step++)
            {
                yield return $"{Quoted($"i-{log.Owners[i]}-{log.VisitsOf(i)[step]}")},{Quoted(log.Ids[log.ProductsOf(i)[step]])},1,{At(log.DaysOf(i)[step])},1,{Quoted(FindCustomer(log.Owners[i]))}";
            }
        }
    }

    /// <summary>Rising numbers in front tell that a line begins with a customer.</summary>
    private static IEnumerable<string> Lists(InteractionLog log) => Enumerable.Range(0, log.Sequences)
        .OrderBy(i => log.Owners[i].Length).ThenBy(i => log.Owners[i], StringComparer.Ordinal)
        .Select(i => $"{Customer(log.Owners[i])} {string.Join(' ', log.ProductsOf(i).ToArray().Select(product => log.Ids[product]))}");

    private static string FindCustomer(string owner) => owner.StartsWith(CustomerMark, StringComparison.Ordinal) ? owner[CustomerMark.Length..] : "";

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
