namespace Insight.Shops;

/// <summary>A shop as it was created: what ingestion and scoring must know of it.</summary>
public sealed record Shop
{
    public required ShopId Id { get; init; }

    /// <summary>ISO 4217 code; money of every answer is in it.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA zone; times without a zone are in it, and a "day" is a day there.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Secret of the shop under which e-mail addresses become customer ids (HMAC-SHA256). 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Salt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The calendar day of an instant in the shop's zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZone).DateTime);

    /// <summary>The last instant (to the millisecond) of a day in the shop's zone, in UTC.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // A zone may skip midnight when its clocks go forward: the first valid instant after it ends the day.
        while (TimeZone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        // Where clocks go back to midnight there are two: the day ended at the first.
        var offset = TimeZone.IsAmbiguousTime(midnight) ? TimeZone.GetAmbiguousTimeOffsets(midnight).Max() : TimeZone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime().AddMilliseconds(-1);
    }
}
