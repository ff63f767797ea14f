namespace Insight.Recommendations;

/// <summary>A product beside another one, and how strongly they belong together (0 to 1, higher is closer).</summary>
/// <param name="Product">Its index.</param>
public readonly record struct Neighbour(int Product, float Strength);
