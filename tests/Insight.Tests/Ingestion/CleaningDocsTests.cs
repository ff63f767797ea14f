using System.Text.RegularExpressions;
using Insight.Ingestion.Cleaning;

namespace Insight.Tests.Ingestion;

public sealed partial class CleaningDocsTests
{
    /// <summary>Codes that follow from columns, from reading and from the lake, beside the rules.</summary>
    private static readonly string[] Other = ["missing_<column>", "bad_<column>", "unreadable_row", "repeated_line", "repeated_join", "duplicate"];

    [Fact]
    public void EveryCode_IsDescribed_UnderItsFate_AndNoOther()
    {
        var sections = File.ReadAllText(Path.Combine(Root(), "docs", "cleaning.md")).Split("\n## ");
        var described = sections.Skip(1).SelectMany(section => Code().Matches(section).Select(match => (Section: section.Split('\n')[0], Code: match.Groups[1].Value))).ToList();

        Assert.Equal(
            CleaningRules.All.Select(rule => rule.Code).Distinct().Concat(Other).Order(StringComparer.Ordinal),
            described.Select(entry => entry.Code).Order(StringComparer.Ordinal));
        Assert.All(CleaningRules.All, rule => Assert.Contains((rule.Fate switch { RuleFate.Reject => "Rejected", RuleFate.Repair => "Repaired", _ => "Noted" }, rule.Code), described));
    }

    [Fact]
    public void EveryRejection_HasTheAdviceOfTheDocs()
    {
        var rejected = File.ReadAllText(Path.Combine(Root(), "docs", "cleaning.md")).Split("\n## ").Single(section => section.StartsWith("Rejected", StringComparison.Ordinal));

        Assert.Equal(
            Row().Matches(rejected).Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}"),
            ReasonAdvice.All.Select(advice => $"{advice.Key}: {advice.Value}"));
        Assert.Equal((ReasonAdvice.All["missing_<column>"], ReasonAdvice.All["zero_quantity"], null), (ReasonAdvice.For("missing_order_id"), ReasonAdvice.For("zero_quantity"), ReasonAdvice.For("non_product")));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Functions.sln is not above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `([a-z_<>]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| `([a-z_<>]+)` \| .* \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
