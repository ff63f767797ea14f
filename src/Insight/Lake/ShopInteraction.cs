using Insight.Features;

namespace Insight.Lake;

/// <summary>One interaction of a shop, of whomever: what recommendations are learned from.</summary>
/// <param name="Owner">
/// Who it was: the customer (<c>c:</c> and the id), else the anonymous id (<c>a:</c>), else the session (<c>s:</c>), else the order that nobody else stands behind (<c>o:</c>).
/// </param>
/// <param name="Session">In what it happened: the session (<c>s:</c> and the id), else the order that a purchase was part of (<c>o:</c>); null where neither is known.</param>
/// <param name="At">UTC; null in data without a clock.</param>
public readonly record struct ShopInteraction(string Owner, string? Session, string ProductId, DateTimeOffset? At, InteractionKind Kind);
