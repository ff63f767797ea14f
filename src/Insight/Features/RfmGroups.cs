namespace Insight.Features;

/// <summary>
/// The eleven groups of customers that Shopify's reports name. A group depends on R and FM = (F + M) / 2:
/// <code>
///        FM &lt; 2        2 ≤ FM &lt; 3       3 ≤ FM &lt; 4       FM = 4      FM &gt; 4
/// R 5    New           Active           Active           Champions   Champions
/// R 4    Promising     Active           Active           Loyal       Loyal
/// R 3    Almost lost   Needs attention  Needs attention  Loyal       Loyal
/// R 2    Almost lost   Almost lost      At risk          At risk     Previously loyal
/// R 1    Dormant       Dormant          At risk          At risk     Previously loyal
/// </code>
/// Prospects have not bought. Names and their meaning: Shopify, CustomerRfmGroup; Shopify publishes the meaning in words, the bounds are ours.
/// </summary>
public static class RfmGroups
{
    public const string Champions = "Champions";
    public const string Loyal = "Loyal";
    public const string Active = "Active";
    public const string New = "New";
    public const string Promising = "Promising";
    public const string NeedsAttention = "Needs attention";
    public const string AtRisk = "At risk";
    public const string PreviouslyLoyal = "Previously loyal";
    public const string AlmostLost = "Almost lost";
    public const string Dormant = "Dormant";
    public const string Prospects = "Prospects";

    /// <summary>From the best to those who have not bought.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Champions, Loyal, Active, New, Promising, NeedsAttention, AtRisk, PreviouslyLoyal, AlmostLost, Dormant, Prospects];

    /// <param name="r">Quintile scores from 1 to 5, 5 being the best.</param>
    public static string Of(int r, int f, int m)
    {
        var fm = f + m; // twice FM, so that it stays whole
        return (r, fm) switch
        {
            (5, >= 8) => Champions,
            (5, >= 4) => Active,
            (5, _) => New,
            (3 or 4, >= 8) => Loyal,
            (4, >= 4) => Active,
            (4, _) => Promising,
            (3, >= 4) => NeedsAttention,
            (3, _) => AlmostLost,
            (_, > 8) => PreviouslyLoyal,
            (_, >= 6) => AtRisk,
            (2, _) => AlmostLost,
            _ => Dormant,
        };
    }
}
