namespace Insight.Features;

/// <summary>One product that somebody looked at, put into the cart or bought.</summary>
/// <param name="At">UTC; null in data without a clock, whose order alone is known.</param>
public readonly record struct Interaction(string ProductId, DateTimeOffset? At, InteractionKind Kind)
{
    /// <summary>How much it says beside a purchase, which says 1: what the input <c>weights</c> of a recommending graph carries.</summary>
    public float Weight => Kind switch
    {
        InteractionKind.Purchase => 1f,
        InteractionKind.Cart => 0.75f,
        _ => 0.5f,
    };
}
