namespace Insight.Lake;

/// <summary>How much of customers' histories is read, and of whom; each level includes the one before.</summary>
public enum HistoryContent
{
    /// <summary>The orders of customers who have one.</summary>
    Orders,

    /// <summary>Their browsing too: what features look at.</summary>
    Features,

    /// <summary>Their trails too, and customers without an order of whom the shop's files tell what they did: what is stored and served.</summary>
    Everything,
}
