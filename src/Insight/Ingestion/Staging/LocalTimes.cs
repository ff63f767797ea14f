using DuckDB.NET.Data;

namespace Insight.Ingestion.Staging;

/// <summary>
/// Gives DuckDB the function <c>to_utc(local)</c>: the instant of a wall clock's time in a zone. The engine does the same through ICU at eight times the cost. As
/// there, an hour that comes twice is the later one, and one that the clocks skip is told by the clock from before.
/// </summary>
internal sealed class LocalTimes
{
    /// <summary>Not looked at yet.</summary>
    private const long Unknown = 0;

    /// <summary>The clocks change on this day.</summary>
    private const long Changes = 1;

    private static readonly long FirstDay = new DateTime(1970, 1, 1).Ticks / TimeSpan.TicksPerDay;
    private static readonly long Days = (new DateTime(2100, 1, 1).Ticks / TimeSpan.TicksPerDay) - FirstDay;

    private volatile Zone _zone = new(TimeZoneInfo.Utc);

    /// <summary>The zone from now on.</summary>
    public void Use(TimeZoneInfo zone) => _zone = new Zone(zone);

    public void Register(DuckDBConnection connection) =>
        connection.RegisterScalarFunction<DateTime, DateTime>("to_utc", (columns, result, rows) =>
        {
            var zone = _zone;
            for (ulong row = 0; row < rows; row++)
            {
                if (columns[0].IsValid(row))
                {
                    result.WriteValue(zone.ToUtc(columns[0].GetValue<DateTime>(row)), row);
                }
                else
                {
                    result.WriteNull(row);
                }
            }
        });

    internal DateTime ToUtc(DateTime local) => _zone.ToUtc(local);

    private sealed class Zone(TimeZoneInfo zone)
    {
        /// <summary>Of each day the offset in ticks plus two days (so that it is never one of the two signs above). Several threads may fill it: they write the same.</summary>
        private readonly long[] _offsets = new long[Days];

        public DateTime ToUtc(DateTime local)
        {
            var day = (local.Ticks / TimeSpan.TicksPerDay) - FirstDay;
            if (day < 0 || day >= Days)
            {
                return Exactly(local);
            }

            var known = _offsets[day];
            if (known == Unknown)
            {
                _offsets[day] = known = Of(local.Date);
            }

            return known == Changes ? Exactly(local) : new DateTime(local.Ticks - (known - (2 * TimeSpan.TicksPerDay)), DateTimeKind.Utc);
        }

        private DateTime Exactly(DateTime local) => new(Math.Clamp(local.Ticks - zone.GetUtcOffset(local).Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);

        private long Of(DateTime day)
        {
            var offset = zone.GetUtcOffset(day);
            for (var time = day; time < day.AddDays(1); time = time.AddMinutes(15))
            {
                if (zone.GetUtcOffset(time) != offset || zone.IsInvalidTime(time) || zone.IsAmbiguousTime(time))
                {
                    return Changes;
                }
            }

            return offset.Ticks + (2 * TimeSpan.TicksPerDay);
        }
    }
}
