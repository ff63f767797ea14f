using System.Globalization;
using Insight.Features;
using Insight.Registry;

namespace Insight.Scoring.Reasons;

/// <summary>Tells a reason in one sentence: what is known of the customer, and which way it moves the prediction.</summary>
public static class ReasonTexts
{
    private static readonly Dictionary<string, (Func<double, string, string> Known, string Unknown)> Facts = new(StringComparer.Ordinal)
    {
        ["frequency"] = ((v, _) => v == 0 ? "Has not come back since the first order" : $"Came back to buy {Times(v)}", Never),
        ["first_to_last_days"] = ((v, _) => v == 0 ? "All orders on one day" : $"{Days(v)} between the first and the last order", Never),
        ["age_days"] = ((v, _) => $"First order {Ago(v)}", Never),
        ["days_since_last"] = ((v, _) => $"Last order {Ago(v)}", Never),
        ["mean_gap_days"] = ((v, _) => $"Orders every {Days(v)} on average", OneOrder),
        ["gap_std_days"] = ((v, _) => $"The time between orders varies by {Days(v)}", "Too few orders to see a rhythm"),
        ["last_gap_days"] = ((v, _) => $"{Days(v)} between the last two orders", OneOrder),
        ["max_gap_days"] = ((v, _) => $"Once stayed away for {Days(v)}", OneOrder),
        ["since_last_over_mean_gap"] = ((v, _) => $"Away for {Number(v)} times the usual time between orders", OneOrder),
        ["since_last_over_max_gap"] = ((v, _) => $"Away for {Number(v)} times the longest time between orders so far", OneOrder),
        ["since_last_over_age"] = ((v, _) => $"Away for {Percent(v)} of the time since the first order", "First order today"),
        ["purchases_per_day"] = ((v, _) => v == 0 ? "No order since the first" : $"Has come back {Number(v * 30)} times a month since the first order", "First order today"),
        ["purchase_days_30"] = (Window(30), Never),
        ["purchase_days_60"] = (Window(60), Never),
        ["purchase_days_90"] = (Window(90), Never),
        ["purchase_days_180"] = (Window(180), Never),
        ["purchase_days_365"] = (Window(365), Never),
        ["revenue_30"] = (Spent(30), Never),
        ["revenue_60"] = (Spent(60), Never),
        ["revenue_90"] = (Spent(90), Never),
        ["revenue_180"] = (Spent(180), Never),
        ["revenue_365"] = (Spent(365), Never),
        ["share_of_purchase_days_90"] = ((v, _) => $"{Percent(v)} of all orders in the last 90 days", Never),
        ["revenue_total"] = ((v, c) => $"Spent {Money(v, c)} so far", Never),
        ["revenue_mean"] = ((v, c) => $"Spends {Money(v, c)} on a day with orders", Never),
        ["revenue_std"] = ((v, c) => $"What is spent varies by {Money(v, c)} from order to order", OneOrder),
        ["revenue_max"] = ((v, c) => $"Spent {Money(v, c)} at most on one day", Never),
        ["revenue_last"] = ((v, c) => $"Spent {Money(v, c)} the last time", Never),
        ["revenue_first"] = ((v, c) => $"Spent {Money(v, c)} the first time", Never),
        ["last_over_mean_revenue"] = ((v, _) => $"The last order was {Number(v)} times as large as usual", Never),
        ["monetary"] = ((v, c) => $"Spends {Money(v, c)} on coming back", OneOrder),
        ["log_monetary"] = ((v, c) => $"Spends {Money(Math.Exp(v) - 1, c)} on a day with orders", Never),
        ["units_per_order"] = ((v, _) => $"{Number(v)} units in an order on average", Never),
        ["products_per_order"] = ((v, _) => $"{Number(v)} different products in an order on average", Never),
        ["products_last"] = ((v, _) => $"{Number(v)} different products in the last order", Never),
        ["price_per_unit"] = ((v, c) => $"Pays {Money(v, c)} for a unit on average", Never),
        ["orders_per_purchase_day"] = ((v, _) => v == 1 ? "Orders once on a day with orders" : $"Orders {Number(v)} times on a day with orders", Never),
        ["return_share"] = ((v, _) => v == 0 ? "Has returned nothing" : $"Returned {Percent(v)} of what was bought", Never),
        ["returns"] = ((v, _) => v == 0 ? "Has returned nothing" : $"Returned goods {Times(v)}", Never),
        ["days_since_return"] = ((v, _) => $"Last return {Ago(v)}", "Has returned nothing"),
        ["browse_days_30"] = ((v, _) => v == 0 ? "Not seen in the shop in the last 30 days" : $"Seen in the shop on {Count(v, "day", "days")} in the last 30 days", Never),
        ["views_30"] = ((v, _) => v == 0 ? "Looked at no product in the last 30 days" : $"Looked at {Count(v, "product", "products")} in the last 30 days", Never),
        ["carts_30"] = ((v, _) => v == 0 ? "Put nothing into the cart in the last 30 days" : $"Put {Count(v, "product", "products")} into the cart in the last 30 days", Never),
        ["searches_30"] = ((v, _) => v == 0 ? "Searched for nothing in the last 30 days" : $"Searched {Times(v)} in the last 30 days", Never),
        ["days_since_browse"] = ((v, _) => $"Last seen in the shop {Ago(v)}", "Not seen looking around"),
    };

    private static readonly Dictionary<string, (Func<double, string, string> Known, string Unknown)> Purchases =
        Enumerable.Range(1, PurchaseSequence.Steps).SelectMany(Purchase).ToDictionary(StringComparer.Ordinal);

    private const string Never = "Has not bought yet";
    private const string OneOrder = "Has ordered on one day only";

    /// <summary>A sentence such as <c>Last order 12 days ago: raises the chance of buying again</c>.</summary>
    /// <param name="model">One of <see cref="ModelNames"/>.</param>
    /// <param name="value">NaN where undefined.</param>
    /// <param name="currency">Of the shop.</param>
    /// <exception cref="ArgumentException">There is no wording for the feature.</exception>
    public static string Of(string model, string feature, float value, double contribution, string currency)
    {
        if (!Facts.TryGetValue(feature, out var fact) && !Purchases.TryGetValue(feature, out fact))
        {
            throw new ArgumentException($"There is no wording for the feature '{feature}'.", nameof(feature));
        }

        var told = float.IsNaN(value) ? fact.Unknown : fact.Known(value, currency);
        return $"{told}: {(contribution > 0 ? "raises" : "lowers")} {(model == ModelNames.Purchase ? "the chance of buying again" : "the expected spending")}";
    }

    /// <summary>What is told of one day of the purchase sequence; 1 is the latest.</summary>
    private static IEnumerable<KeyValuePair<string, (Func<double, string, string> Known, string Unknown)>> Purchase(int step)
    {
        var which = step switch { 1 => "last", 2 => "second last", 3 => "third last", _ => $"{Number(step)}th last" };
        var unknown = step == 1 ? Never : step == 2 ? OneOrder : $"Has ordered on fewer than {Number(step)} days";
        yield return new($"purchase_{Number(step)}_gap_days", ((v, _) => step == 1 ? $"Last order {Ago(v)}" : $"Waited {Days(v)} after the {which} order", unknown));
        yield return new($"purchase_{Number(step)}_revenue", ((v, c) => $"Spent {Money(v, c)} on the {which} day with orders", unknown));
        yield return new($"purchase_{Number(step)}_products", ((v, _) => $"{Count(v, "product", "products")}, counted by order, on the {which} day with orders", unknown));
        var then = step == 1 ? "since the last order" : $"between the {which} order and the next";
        yield return new($"purchase_{Number(step)}_browse_days", ((v, _) => v == 0 ? $"Not seen in the shop {then}" : $"Seen in the shop on {Count(v, "day", "days")} {then}", unknown));
        yield return new($"purchase_{Number(step)}_views", ((v, _) => $"Looked at {(v == 0 ? "no product" : Count(v, "product", "products"))} {then}", unknown));
        yield return new($"purchase_{Number(step)}_carts", ((v, _) => $"Put {(v == 0 ? "nothing" : Count(v, "product", "products"))} into the cart {then}", unknown));
    }

    private static Func<double, string, string> Window(int days) =>
        (v, _) => v == 0 ? $"No order in the last {days} days" : $"Ordered on {Count(v, "day", "days")} in the last {days} days";

    private static Func<double, string, string> Spent(int days) => (v, c) => v == 0 ? $"Spent nothing in the last {days} days" : $"Spent {Money(v, c)} in the last {days} days";

    private static string Ago(double days) => days < 0.5 ? "today" : $"{Days(days)} ago";

    private static string Days(double days) => Count(days, "day", "days");

    private static string Times(double count) => count == 1 ? "once" : count == 2 ? "twice" : $"{Number(count)} times";

    private static string Count(double count, string one, string many) => Number(count) is var told && told == "1" ? $"1 {one}" : $"{told} {many}";

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(Math.Abs(value) < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    private static string Money(double value, string currency) => $"{value.ToString("#,0.00", CultureInfo.InvariantCulture)} {currency}";
}
