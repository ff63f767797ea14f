namespace Insight.Ingestion.Cleaning;

/// <summary>What a rule does with the rows it applies to.</summary>
internal enum RuleFate
{
    /// <summary>The row goes to quarantine; the first rejecting rule names the reason.</summary>
    Reject,

    /// <summary>The row is accepted after a change that loses nothing.</summary>
    Repair,

    /// <summary>The row is accepted as it is and counted, because it matters to whoever reads the totals.</summary>
    Note,
}

/// <summary>One rule of cleaning, counted in the receipt under its code and described in docs/cleaning.md.</summary>
/// <param name="Code">Stable name, such as <c>negative_price</c>.</param>
/// <param name="Condition">
/// SQL over the parsed row, where <c>{table.column}</c> stands for a parsed value and <c>{table.column:text}</c> for the text it came
/// from. A rule applies only to files in which every column that it names is mapped.
/// </param>
internal sealed record CleaningRule(string Code, RuleFate Fate, string Condition);
