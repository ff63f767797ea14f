namespace Insight.Ingestion.Cleaning;

/// <summary>What to do about each reason of rejection, as docs/cleaning.md says it.</summary>
internal static class ReasonAdvice
{
    /// <summary>Codes that end in a column's name stand here with <c>&lt;column&gt;</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["missing_<column>"] = "complete it in the export",
        ["bad_<column>"] = "correct it; the column decides how it is read, never the row",
        ["unreadable_row"] = "correct the row's quoting",
        ["accounting_adjustment"] = "nothing: it is no sale",
        ["impossible_time"] = "correct the date",
        ["future_time"] = "correct the date",
        ["foreign_currency"] = "export in the shop's currency",
        ["zero_quantity"] = "nothing, or correct the quantity",
        ["negative_price"] = "enter discounts as such; returns have a negative quantity",
        ["absurd_value"] = "correct it",
        ["absurd_rating"] = "correct it",
        ["stock_adjustment"] = "nothing: it is no sale",
    };

    /// <summary>The advice for a code of a receipt; null for one that needs none.</summary>
    public static string? For(string code) =>
        All.GetValueOrDefault(code) ?? (code.IndexOf('_', StringComparison.Ordinal) is > 0 and var end ? All.GetValueOrDefault(code[..end] + "_<column>") : null);

    /// <summary>The advice for those of some codes that need any.</summary>
    public static IReadOnlyDictionary<string, string> Among(IEnumerable<string> codes) => new SortedDictionary<string, string>(
        codes.Where(code => For(code) is not null).ToDictionary(code => code, code => For(code)!, StringComparer.Ordinal), StringComparer.Ordinal); // filtered before
}
