using System.Text.RegularExpressions;
using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>Turns the columns' requirements and the cleaning rules into SQL for one interpretation.</summary>
internal static partial class RuleSql
{
    /// <summary>Column of the staging tables that holds a mapped column.</summary>
    public static string Column(LakeTable table, string column) => $"{table.Name}__{column}";

    /// <summary><c>CASE WHEN … THEN 'code' … END</c>: the reason why a row is rejected, or NULL.</summary>
    public static string RejectReason(Interpretation interpretation, string nowLiteral, string currencyLiteral)
    {
        var cases = new List<string>();
        foreach (var mapping in interpretation.Mappings.Where(mapping => mapping.Strict))
        {
            foreach (var column in mapping.Table.Columns.Where(column => mapping.Columns.ContainsKey(column.Name)))
            {
                var name = Column(mapping.Table, column.Name);
                if (column.Required)
                {
                    cases.Add($"WHEN \"{name}:text\" IS NULL THEN 'missing_{column.Name}'");
                }

                if (column.Type is ColumnType.Number or ColumnType.Integer or ColumnType.Time or ColumnType.Date or ColumnType.Flag)
                {
                    cases.Add($"WHEN \"{name}:text\" IS NOT NULL AND \"{name}\" IS NULL THEN 'bad_{column.Name}'");
                }
            }
        }

        cases.AddRange(Applicable(interpretation, RuleFate.Reject, nowLiteral, currencyLiteral).Select(rule => $"WHEN {rule.Condition} THEN '{rule.Code}'"));
        return cases.Count == 0 ? "NULL" : $"CASE {string.Join("\n", cases)} END";
    }

    /// <summary>The rules of a fate that apply to this file, with their conditions as SQL.</summary>
    public static IReadOnlyList<(string Code, string Condition)> Applicable(Interpretation interpretation, RuleFate fate, string nowLiteral = "NULL", string currencyLiteral = "NULL") =>
    [
        .. CleaningRules.All
            .Where(rule => rule.Fate == fate && Reference().Matches(rule.Condition).All(match => Mapped(interpretation, match)))
            .Select(rule => (rule.Code, Reference().Replace(rule.Condition, match => $"\"{match.Groups[1].Value}__{match.Groups[2].Value}{match.Groups[3].Value}\"")
                .Replace("$now", nowLiteral, StringComparison.Ordinal).Replace("$currency", currencyLiteral, StringComparison.Ordinal))),
    ];

    private static bool Mapped(Interpretation interpretation, Match reference) =>
        interpretation.Mappings.Any(mapping => mapping.Table.Name == reference.Groups[1].Value && mapping.Columns.ContainsKey(reference.Groups[2].Value));

    [GeneratedRegex(@"\{(\w+)\.(\w+)(:text)?\}")]
    private static partial Regex Reference();
}
