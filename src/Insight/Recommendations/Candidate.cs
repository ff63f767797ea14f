namespace Insight.Recommendations;

/// <summary>A product that may be recommended.</summary>
/// <param name="Product">Its place in the catalog.</param>
/// <param name="Score">As the answer tells it.</param>
/// <param name="Relevance">The same from 0 (the last candidate) to 1 (the first).</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Kin">The product that it stands behind, for one that the model does not know; −1 otherwise.</param>
internal readonly record struct Candidate(int Product, float Score, float Relevance, string Basis, int Kin = -1);
