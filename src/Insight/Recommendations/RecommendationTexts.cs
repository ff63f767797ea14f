using System.Globalization;

namespace Insight.Recommendations;

/// <summary>Tells a reason in one English sentence.</summary>
internal static class RecommendationTexts
{
    public const string Taste = "Fits everything in this history taken together";

    /// <param name="product">The one that is recommended.</param>
    /// <param name="because">The one that leads to it; null where none does.</param>
    /// <param name="bought">How the customer bought the recommended one so far.</param>
    /// <param name="everyDays">Days after which it is usually bought again; null where it is not.</param>
    public static string Of(string rule, CatalogProduct product, CatalogProduct? because, BoughtBefore bought, double? everyDays) => rule switch
    {
        RecommendationRules.BoughtNext => $"People went on to this after {Name(because)}",
        RecommendationRules.BoughtTogether => $"Often goes together with {Name(because)}",
        RecommendationRules.Similar => $"Similar to {Name(because)}",
        RecommendationRules.Popular => $"{(product.Popularity > 0 ? "Popular in" : "From")} {(product.Category is { Length: > 0 } category ? category : "this shop")}",
        RecommendationRules.Again => Again(bought, everyDays),
        _ => Taste,
    };

    private static string Again(BoughtBefore bought, double? everyDays)
    {
        var text = $"Bought {(bought.Times == 1 ? "once" : bought.Times == 2 ? "twice" : $"{Number(bought.Times)} times")}";
        if (bought.Days is { } days)
        {
            text += days < 1 ? ", today" : $", {(bought.Times == 1 ? "" : "the last time ")}{Days(days)} ago";
        }

        return everyDays is { } every ? $"{text}; usually bought again after {Days(every)}" : text;
    }

    private static string Days(double days) => Math.Round(days) is var whole && whole <= 1 ? "1 day" : $"{Number(whole)} days";

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Name(CatalogProduct? product) => string.IsNullOrWhiteSpace(product?.Title) ? product?.Id ?? "" : product.Title;
}
