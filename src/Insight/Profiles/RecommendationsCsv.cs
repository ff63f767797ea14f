using System.Globalization;

namespace Insight.Profiles;

/// <summary>The lines of <c>recommendations.csv</c>, written as those of <see cref="CustomersCsv"/>: a line for each product recommended to each customer, ranks from 1.</summary>
internal static class RecommendationsCsv
{
    public const string Header = "customer_id,rank,product_id,score,rule,reason_product_id";

    /// <summary>All lines of a customer, each with its end, from the second column on.</summary>
    public static string[] Lines(IReadOnlyList<ProfileRecommendation> recommendations) =>
        [.. recommendations.Select((item, i) => string.Create(
            CultureInfo.InvariantCulture,
            $",{i + 1},{CustomersCsv.Quote(item.ProductId)},{item.Score:R},{item.Reasons[0].Rule},{CustomersCsv.Quote(item.Reasons[0].ProductId)}{CustomersCsv.NewLine}"))];
}
