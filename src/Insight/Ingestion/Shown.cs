using System.Text.RegularExpressions;

namespace Insight.Ingestion;

/// <summary>Pieces of somebody's file as messages may show them: short, and without addresses, which stand in clear in the file only.</summary>
internal static partial class Shown
{
    private const int MaxLength = 60;
    private const int MaxNames = 40;

    public static string Text(string? text)
    {
        var masked = Address().Replace(text ?? string.Empty, "[e-mail]");
        return masked.Length <= MaxLength ? masked : masked[..MaxLength] + "…";
    }

    public static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MaxNames).Select(Text)) + (names.Count > MaxNames ? FormattableString.Invariant($" and {names.Count - MaxNames} more") : string.Empty);

    [GeneratedRegex(@"[^\s@,;]+@[^\s@,;]+")]
    private static partial Regex Address();
}
