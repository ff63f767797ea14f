namespace Insight.Training.Purchase;

/// <summary>What BG/NBD is asked.</summary>
internal enum BuyersOutput
{
    /// <summary>The probability of a purchase within the horizon.</summary>
    Probability,

    /// <summary>The expected purchase days within the horizon.</summary>
    Expected,

    /// <summary>The probability of being a customer still.</summary>
    Alive,
}
