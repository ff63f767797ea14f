using Insight.Shops;

namespace Insight.Features;

/// <summary>The moment up to which something is known. Features look at or before it, labels after it.</summary>
/// <param name="At">UTC.</param>
/// <param name="Day">Its calendar day in the shop's zone; ages and recencies are differences of days.</param>
/// <param name="LastFullDay">The last day that had ended by then: <paramref name="Day"/> itself at its end, else the day before. What is told by the day is known up to here.</param>
public readonly record struct Cutoff(DateTimeOffset At, DateOnly Day, DateOnly LastFullDay)
{
    /// <summary>The end of a day in the shop's zone.</summary>
    public static Cutoff EndOf(Shop shop, DateOnly day) => new(shop.EndOf(day), day, day);

    public static Cutoff AtInstant(Shop shop, DateTimeOffset at)
    {
        var day = shop.DayOf(at);
        return new(at.ToUniversalTime(), day, at >= shop.EndOf(day) ? day : day.AddDays(-1));
    }
}
