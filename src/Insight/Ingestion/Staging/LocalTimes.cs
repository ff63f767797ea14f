using DuckDB.NET.Data;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Gives DuckDB the function <c>to_utc(local)</c>: the instant of a wall clock's time in a zone. The engine does the same through ICU at five times the cost. As
/// there, an hour that comes twice is the later one, and one that the clocks skip is told by the clock from before.
/// </summary>
internal sealed class LocalTimes
{
    private static readonly long Margin = TimeSpan.TicksPerDay;
    private volatile Span _span = new(TimeZoneInfo.Utc, 0, 0, 0);

    /// <summary>The zone from now on.</summary>
    public void Use(TimeZoneInfo zone) => _span = new Span(zone, 0, 0, 0);

    public void Register(DuckDBConnection connection) =>
        connection.RegisterScalarFunction<DateTime, DateTime>("to_utc", (columns, result, rows) =>
        {
            for (ulong row = 0; row < rows; row++)
            {
                result.WriteValue(columns[0].IsValid(row) ? ToUtc(columns[0].GetValue<DateTime>(row)) : default, row);
            }
        });

    internal DateTime ToUtc(DateTime local)
    {
        var span = _span;
        if (local.Ticks < span.From || local.Ticks >= span.Until)
        {
            var zone = span.Zone;
            var offset = zone.GetUtcOffset(local);
            if (local.Ticks < Margin * 2 || local.Ticks > DateTime.MaxValue.Ticks - (Margin * 2))
            {
                return new DateTime(Math.Clamp(local.Ticks - offset.Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
            }

            // Remembered for the days around where the clocks stand still: neighbours in a file mostly lie there too.
            var (before, after) = (local.Date.AddDays(-1), local.Date.AddDays(2));
            var still = zone.GetUtcOffset(before) == offset && zone.GetUtcOffset(after) == offset && Steady(zone, before, after, offset);
            if (!still)
            {
                return new DateTime(local.Ticks - offset.Ticks, DateTimeKind.Utc);
            }

            span = new Span(zone, before.Ticks, after.Ticks, offset.Ticks);
            _span = span;
        }

        return new DateTime(local.Ticks - span.Offset, DateTimeKind.Utc);
    }

    /// <summary>Whether no hour between two days has another offset.</summary>
    private static bool Steady(TimeZoneInfo zone, DateTime from, DateTime until, TimeSpan offset)
    {
        for (var hour = from; hour < until; hour = hour.AddMinutes(30))
        {
            if (zone.GetUtcOffset(hour) != offset || zone.IsInvalidTime(hour) || zone.IsAmbiguousTime(hour))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Span(TimeZoneInfo Zone, long From, long Until, long Offset);
}
