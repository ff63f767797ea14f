namespace Insight.Shops;

/// <summary>What a shop's key may do.</summary>
public enum KeyScope
{
    /// <summary>Read every answer of its shop.</summary>
    Read,

    /// <summary>Everything of its shop; includes <see cref="Read"/>.</summary>
    Write,

    /// <summary>For pages of the shop, where anybody can read it: asks for a session's recommendations, and for nothing about customers.</summary>
    Publishable,
}
