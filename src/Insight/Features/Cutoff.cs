using Insight.Shops;

namespace Insight.Features;

/// <summary>The moment up to which something is known. Features look at or before it, labels after it.</summary>
/// <param name="At">UTC.</param>
/// <param name="Day">Its calendar day in the shop's zone; ages and recencies are differences of days.</param>
public readonly record struct Cutoff(DateTimeOffset At, DateOnly Day)
{
    /// <summary>The end of a day in the shop's zone.</summary>
    public static Cutoff EndOf(Shop shop, DateOnly day) => new(shop.EndOf(day), day);

    public static Cutoff AtInstant(Shop shop, DateTimeOffset at) => new(at.ToUniversalTime(), shop.DayOf(at));
}
