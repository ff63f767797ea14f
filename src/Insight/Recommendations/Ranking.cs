namespace Insight.Recommendations;

/// <summary>The products chosen for one visit, in order, and how.</summary>
internal sealed record Ranking(Assortment Shop, Visit Visit, IReadOnlyList<Candidate> Chosen, string Basis, string? Message);
