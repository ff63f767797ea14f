namespace Insight.Scoring.Reasons;

/// <summary>Moves predictions and their contributions from one link's scale to another's.</summary>
public static class ReasonScale
{
    /// <summary>Probabilities are held this far from 0 and 1, and numbers under a logarithm this far above 0.</summary>
    private const double Smallest = 1e-9;

    /// <summary>Closer than this, the ratio of two differences is rounding, and their limit, the slope, is used.</summary>
    private const double Close = 1e-6;

    /// <summary>A prediction on the link's scale.</summary>
    public static double Of(ReasonLink link, double prediction) => link switch
    {
        ReasonLink.Identity => prediction,
        ReasonLink.Log => Math.Log(Math.Max(prediction, Smallest)),
        ReasonLink.Logit => Logit(Math.Clamp(prediction, Smallest, 1 - Smallest)),
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "There is no such link."),
    };

    /// <summary>What a number on the link's scale predicts.</summary>
    public static double Invert(ReasonLink link, double raw) => link switch
    {
        ReasonLink.Identity => raw,
        ReasonLink.Log => Math.Exp(raw),
        ReasonLink.Logit => 1 / (1 + Math.Exp(-raw)),
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "There is no such link."),
    };

    /// <summary>
    /// The rescale rule: contributions that add up before a function of one variable are multiplied by the slope of the function's chord between base and output, and
    /// then add up behind it.
    /// </summary>
    /// <remarks>Chen, Lundberg &amp; Lee (2022), Explaining a series of models by propagating Shapley values. Nature Communications 13:4512, equation 5 (after Shrikumar et al. 2017, DeepLIFT).</remarks>
    internal static Explained Move(Explained explained, ReasonLink from, ReasonLink to, Span<double> contributions)
    {
        if (from == to)
        {
            return explained;
        }

        double Through(double raw) => Of(to, Invert(from, raw));
        var moved = new Explained(Through(explained.Base), Through(explained.Output));
        var distance = explained.Output - explained.Base;
        var slope = Math.Abs(distance) > Close
            ? (moved.Output - moved.Base) / distance
            : (Through(explained.Base + Close) - Through(explained.Base - Close)) / (2 * Close);
        foreach (ref var contribution in contributions)
        {
            contribution *= slope;
        }

        return moved;
    }

    private static double Logit(double probability) => Math.Log(probability / (1 - probability));
}
