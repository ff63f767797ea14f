namespace Insight.Functions.Http;

/// <param name="Customers">In request order: the ids, then the customers sent.</param>
internal sealed record ScoresAnswer(IReadOnlyList<CustomerScore> Customers);
