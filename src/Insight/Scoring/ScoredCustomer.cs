using Insight.Profiles;

namespace Insight.Scoring;

/// <summary>One answer of a scoring request.</summary>
/// <param name="CustomerId">As asked; null for a shopper sent without an id.</param>
/// <param name="Profile">Null for an id that the shop's profiles do not have (status <c>unknown</c>).</param>
public sealed record ScoredCustomer(string? CustomerId, CustomerProfile? Profile)
{
    public bool Known => Profile is not null;
}
