using System.Globalization;
using System.Text.RegularExpressions;
using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>The columns' requirements and the cleaning rules that apply to one interpretation, as SQL over typed rows.</summary>
internal sealed partial class RuleSet
{
    private readonly Interpretation _interpretation;
    private readonly string _now;
    private readonly string _currency;

    /// <param name="now">The time of the ingestion, as an SQL literal.</param>
    /// <param name="currency">The shop's, as an SQL literal.</param>
    public RuleSet(Interpretation interpretation, string now, string currency)
    {
        (_interpretation, _now, _currency) = (interpretation, now, currency);
        var counted = Applicable(RuleFate.Repair).Concat(Applicable(RuleFate.Note)).GroupBy(rule => rule.Code, StringComparer.Ordinal).ToList();
        Counted = [.. counted.Select((rules, bit) => (rules.Key, Bit: 1L << bit))];
        RepairBits = counted.Select((rules, bit) => rules.First().Fate == RuleFate.Repair ? 1L << bit : 0).Sum();
        Notes = counted.Count == 0 ? "0" : string.Join(" + ", counted.Select((rules, bit) =>
            string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {string.Join(" OR ", rules.Select(rule => $"({Condition(rule)})"))} THEN {1L << bit} ELSE 0 END")));
        var rejects = Requirements().Concat(Applicable(RuleFate.Reject).Select(rule => $"WHEN {Condition(rule)} THEN '{rule.Code}'")).ToList();
        Reject = rejects.Count == 0 ? "CAST(NULL AS VARCHAR)" : $"CASE {string.Join("\n", rejects)} END";
    }

    /// <summary><c>CASE WHEN … THEN 'code' … END</c>: the reason why a row is rejected, or NULL.</summary>
    public string Reject { get; }

    /// <summary>A number with one bit for each repair and note that applies to the row.</summary>
    public string Notes { get; }

    public IReadOnlyList<(string Code, long Bit)> Counted { get; }

    public long RepairBits { get; }

    private IEnumerable<string> Requirements()
    {
        foreach (var mapping in _interpretation.Mappings.Where(mapping => mapping.Strict))
        {
            foreach (var column in mapping.Table.Columns.Where(column => mapping.Columns.ContainsKey(column.Name)))
            {
                var (value, text) = (StagedColumn.NameOf(mapping.Table, column.Name), StagedColumn.NameOf(mapping.Table, column.Name + ":text"));
                if (column.Required)
                {
                    yield return $"WHEN {text} IS NULL THEN 'missing_{column.Name}'";
                }

                if (column.Type is ColumnType.Number or ColumnType.Integer or ColumnType.Time or ColumnType.Date or ColumnType.Flag)
                {
                    yield return $"WHEN {value} IS NULL AND {text} IS NOT NULL THEN 'bad_{column.Name}'";
                }
            }
        }
    }

    /// <summary>A rule applies only where every column that it names is mapped.</summary>
    private IEnumerable<CleaningRule> Applicable(RuleFate fate) =>
        CleaningRules.All.Where(rule => rule.Fate == fate && Reference().Matches(rule.Condition).All(IsMapped));

    private string Condition(CleaningRule rule) => Reference()
        .Replace(rule.Condition, match => $"\"{match.Groups[1].Value}__{match.Groups[2].Value}{match.Groups[3].Value}\"")
        .Replace("$now", _now, StringComparison.Ordinal).Replace("$currency", _currency, StringComparison.Ordinal);

    private bool IsMapped(Match reference) =>
        _interpretation.Mappings.Any(mapping => mapping.Table.Name == reference.Groups[1].Value && mapping.Columns.ContainsKey(reference.Groups[2].Value));

    [GeneratedRegex(@"\{(\w+)\.(\w+)(:text)?\}")]
    private static partial Regex Reference();
}
