namespace Insight.Features;

/// <summary>The names of events, which are GA4's and <c>rating</c>, and what they say of a customer. The lake's macros say the same in SQL; a test compares them.</summary>
public static class EventTypes
{
    public const string Search = "search";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "view_item", "page_view", "view_item_list", "select_item", "add_to_cart", "remove_from_cart", "view_cart", "begin_checkout", "add_payment_info", "add_shipping_info", "purchase",
        "refund", Search, "add_to_wishlist", "rating", "share", "login", "sign_up", "session_start", "first_visit", "user_engagement", "scroll", "view_promotion", "select_promotion",
    };

    public static IReadOnlyCollection<string> All => Names;

    public static bool IsKnown(string type) => Names.Contains(type);

    /// <summary>Whether the event shows that somebody was in the shop; orders tell of purchases and refunds.</summary>
    public static bool IsBrowsing(string type) => type is not ("purchase" or "refund");

    /// <summary>
    /// What the event says of its product; null where nothing is liked, as in lists that were shown, or where the order says it. A rating says no more than that the product
    /// was looked at, because it may be a bad one; a wish counts as what lies in the cart.
    /// </summary>
    public static InteractionKind? KindOf(string type) => type switch
    {
        "view_item" or "rating" => InteractionKind.View,
        "add_to_cart" or "add_to_wishlist" => InteractionKind.Cart,
        _ => null,
    };
}
