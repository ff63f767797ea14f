namespace Insight.Recommendations;

/// <summary>A product with interactions that another one is like.</summary>
/// <param name="Product">Its place in the catalog.</param>
/// <param name="Similarity">0 to 1.</param>
public readonly record struct Kin(int Product, float Similarity);
