namespace Insight.Recommendations;

/// <summary>Products like one.</summary>
/// <param name="Items">The closest first.</param>
/// <param name="Basis"><c>model</c>; <c>prior</c> for a product too new for it; <c>popularity</c> where nothing is known to stand beside it.</param>
/// <param name="Model">Model name → version that answered; empty where none did.</param>
/// <param name="Snapshot">The lake's snapshot that titles, prices and stock come from; null before the first refresh.</param>
/// <param name="Currency">ISO 4217 code of the prices.</param>
public sealed record SimilarAnswer(
    string ProductId, IReadOnlyList<RecommendedProduct> Items, string Basis, IReadOnlyDictionary<string, string> Model, string? Snapshot, string Currency);
