using DuckDB.NET.Data;
using Insight.Ingestion.Staging;
using Insight.Lake;

namespace Insight.Tests.Ingestion;

public sealed class LocalTimesTests
{
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    public void EveryHalfHourOfYears_IsWhatTheEngineSays(string name)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var times = new LocalTimes();
        times.Use(TimeZoneInfo.FindSystemTimeZoneById(name));
        times.Register(connection);

        var different = connection.Query(
            $"SET TimeZone='{name}'; SELECT local, to_utc(local), timezone('UTC', local::VARCHAR::TIMESTAMPTZ) FROM (SELECT unnest(generate_series(TIMESTAMP '2015-01-01', TIMESTAMP '2019-12-31', INTERVAL 30 MINUTE)) AS local) " +
            "WHERE to_utc(local) IS DISTINCT FROM timezone('UTC', local::VARCHAR::TIMESTAMPTZ)",
            reader => $"{reader.GetDateTime(0):s}: {reader.GetDateTime(1):s}, the engine says {reader.GetDateTime(2):s}").ToList();

        Assert.Empty(different);
    }

    [Fact]
    public void FarDays_AreNotLost()
    {
        var times = new LocalTimes();
        times.Use(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(new DateTime(2299, 12, 31, 23, 0, 0), times.ToUtc(new DateTime(2300, 1, 1)));
        Assert.Equal(DateTime.MinValue, times.ToUtc(DateTime.MinValue));
    }
}
