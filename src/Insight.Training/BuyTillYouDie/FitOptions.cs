namespace Insight.Training.BuyTillYouDie;

/// <summary>How a model is fitted by maximum likelihood.</summary>
internal sealed record FitOptions
{
    /// <summary>
    /// Precision of a normal prior on the logarithm of each parameter, centred at the first start. 0, the default, is plain maximum likelihood;
    /// <see cref="WeakPrior"/> keeps the parameters finite when a handful of customers do not determine them.
    /// </summary>
    public double PriorPrecision { get; init; }

    /// <summary>Starting points: the first from simple moments, the others scattered around it.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Decides where the scattered starts lie.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>One standard deviation is a factor of e² = 7.4 either way: a hundred customers outweigh it.</summary>
    public static FitOptions WeakPrior { get; } = new() { PriorPrecision = 0.25 };
}
