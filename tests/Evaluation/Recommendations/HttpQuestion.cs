using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>A history of the test as a shop would ask for it.</summary>
/// <param name="Request">The body of a request.</param>
/// <param name="Targets">Products that came next.</param>
internal sealed record HttpQuestion(object Request, IReadOnlyList<string> Targets)
{
    /// <summary>Products asked for.</summary>
    public const int Count = 20;

    /// <summary>Of sessions that a file holds.</summary>
    public static IReadOnlyList<HttpQuestion> OfSessions(IEnumerable<(string[] Prefix, string Target)> lines) =>
        [.. lines.Select(line => new HttpQuestion(new { session = line.Prefix, count = Count }, [line.Target]))];

    /// <summary>Of customers, at the moment of what they did next.</summary>
    public static IReadOnlyList<HttpQuestion> OfCustomers(InteractionLog log, IEnumerable<RankingExample> test)
    {
        var sequences = Enumerable.Range(0, log.Sequences).ToDictionary(i => log.Owners[i], StringComparer.Ordinal);
        return [.. test.Select(example => new HttpQuestion(
            new { customerId = OrderFile.Customer(example.Owner), count = Count, asOf = log.HasClock ? OrderFile.At(log.DaysOf(sequences[example.Owner])[example.Step]) : null },
            [.. example.Targets.Select(target => log.Ids[target])]))];
    }
}
