namespace Insight.Recommendations;

/// <summary>The products chosen for one visit, in order, and how.</summary>
/// <param name="Basis"><see cref="Scoring.Bases.Model"/> where the champion answered, whatever it is, else <see cref="Scoring.Bases.Popularity"/>.</param>
/// <param name="Message">Why there are fewer products than asked for; null where nothing has to be said.</param>
internal sealed record Ranking(Assortment Shop, Visit Visit, IReadOnlyList<Candidate> Chosen, string Basis, string? Message);
