using Insight.Features;
using Insight.Registry;

namespace Insight.Scoring;

/// <summary>Whom to score now: known customers by id, and histories that the caller brings.</summary>
public sealed record ScoreRequest
{
    public IReadOnlyList<string> CustomerIds { get; init; } = [];

    /// <summary>Histories as <see cref="HistoryBuilder"/> makes them; an empty id for a shopper without one. Only what was sent counts.</summary>
    public IReadOnlyList<CustomerHistory> Customers { get; init; } = [];

    /// <summary>The questions asked, some of <see cref="ModelNames.OfCustomers"/>.</summary>
    public IReadOnlyCollection<string> Models { get; init; } = ModelNames.OfCustomers;

    /// <summary>Whether the answers come with all their reasons.</summary>
    public bool Reasons { get; init; }

    /// <summary>
    /// The time to score for. Null: the last refresh's, or the end of the day of a customer's latest order or event if that is later (but never after now),
    /// or now where the shop was never refreshed and neither was sent.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }
}
