namespace Insight.Learning.Gradients.Rules;

/// <summary>How one operator passes a gradient on.</summary>
/// <param name="call">The node and the gradient of one of its outputs.</param>
/// <returns>
/// For each of the node's inputs what it adds to that input's gradient, or null where the operator is constant in it. Only those that somebody needs are called, so nodes
/// for the others are never made. Broadcasting is nobody's business here: a gradient wider than its input is summed by whoever takes it.
/// </returns>
internal delegate Func<Contribution>?[] Rule(Call call);
