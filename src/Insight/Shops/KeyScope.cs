namespace Insight.Shops;

/// <summary>What a shop's key may do.</summary>
public enum KeyScope
{
    /// <summary>Read every answer of its shop.</summary>
    Read,

    /// <summary>Everything of its shop; includes <see cref="Read"/>.</summary>
    Write,

    /// <summary>For browsers: sends view, cart and search events, reads nothing about customers.</summary>
    Publishable,
}
