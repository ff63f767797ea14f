namespace Insight.Recommendations;

/// <summary>Where the recommendations are shown.</summary>
public enum RecommendationScenario
{
    /// <summary>What somebody with this history wants next.</summary>
    Home,

    /// <summary>Beside the product that is looked at, the last of the session: its neighbours weigh most.</summary>
    Product,

    /// <summary>What is bought together with what lies in the cart, the session.</summary>
    Cart,

    /// <summary>What the customer has bought and is due to buy again.</summary>
    Again,
}
