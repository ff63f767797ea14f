namespace Insight.Recommendations;

/// <summary>What a reason can rest on.</summary>
public static class RecommendationRules
{
    /// <summary>People went on to it from a product of the history.</summary>
    public const string BoughtNext = "boughtNext";

    /// <summary>It lies in one basket or session with a product of the history.</summary>
    public const string BoughtTogether = "boughtTogether";

    /// <summary>The customer has bought it before.</summary>
    public const string Again = "again";

    /// <summary>It is like a product that would be recommended, or that is looked at.</summary>
    public const string Similar = "similar";

    /// <summary>Many want it.</summary>
    public const string Popular = "popular";

    /// <summary>The history as a whole; no single product of it explains it.</summary>
    public const string Taste = "taste";
}
