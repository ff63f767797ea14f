using Insight.Scoring;

namespace Insight.Recommendations;

/// <summary>
/// What a customer bought and is due to buy again: the days since, over the days after which the product is usually bought again. It is due from .8 of them and most due after three
/// times as many; whoever has let more than that pass probably buys it elsewhere by now, and it falls again.
/// </summary>
internal static class RepeatPurchases
{
    public const double DueFrom = 0.8;

    private const double GivenUpFrom = 3;

    public static Ranking Rank(Assortment shop, Visit visit, Choice choice, int count)
    {
        var due = new List<Candidate>();
        var repeatable = 0;
        foreach (var (product, bought) in visit.Bought)
        {
            if (EveryDays(shop, product) is { } every && bought.Days is { } days)
            {
                repeatable++;
                var dueness = Dueness(days / every);
                if (dueness >= DueFrom && choice.Allows(product))
                {
                    due.Add(new Candidate(product, (float)dueness, (float)(dueness / GivenUpFrom), Bases.Model));
                }
            }
        }

        due.Sort(Newcomers.Order);
        var basis = shop.Model is null ? Bases.Popularity : Bases.Model;
        return new Ranking(shop, visit, due.Count > count ? due[..count] : due, basis, due.Count >= count ? null : Explain(shop, visit, repeatable, due.Count));
    }

    /// <summary>Days after which the product is usually bought again; null where it is not, or no model knows it.</summary>
    public static double? EveryDays(Assortment shop, int product) =>
        shop.Places[product] is var place && place >= 0 && shop.Model!.Index.RepeatDays[place] is var days && days > 0 && float.IsFinite(days) ? days : null; // a place comes from a model

    private static double Dueness(double intervals) => intervals <= GivenUpFrom ? intervals : GivenUpFrom * GivenUpFrom / intervals;

    private static string Explain(Assortment shop, Visit visit, int repeatable, int due) => shop.Model is null
        ? "Nothing is known yet of what is bought again: no recommending model was trained."
        : FormattableString.Invariant($"{due} products are due: the history holds purchases of {visit.Bought.Count} products, {repeatable} of them are known to be bought again, and only what is due, may be recommended and is not excluded counts.");
}
