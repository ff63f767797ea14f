namespace Insight.Profiles;

/// <summary>What one feature contributed to a prediction.</summary>
/// <param name="Feature">A name of <see cref="Insight.Features.FeatureVector.Names"/>.</param>
/// <param name="Value">The customer's; null where it is undefined.</param>
/// <param name="Contribution">On the link's scale, rounded to a millionth; above zero raises the prediction.</param>
/// <param name="Text">The same as a sentence, in English.</param>
public sealed record Reason(string Feature, double? Value, double Contribution, string Text);
