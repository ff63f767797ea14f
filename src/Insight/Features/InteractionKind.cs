namespace Insight.Features;

/// <summary>What somebody did with a product; a stronger sign of liking it has a higher number.</summary>
public enum InteractionKind : byte
{
    View = 0,
    Cart = 1,
    Purchase = 2,
}
