using System.Globalization;
using Insight.Functions.Http;
using Insight.Shops;

namespace Insight.Functions.Tests.Http;

public sealed class InstantsTests
{
    private static readonly Shop London = new()
    {
        Id = ShopId.Parse("london"),
        Currency = "GBP",
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London"),
        Salt = new byte[32],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData("2010-08-31", "2010-08-31T22:59:59.999Z")]
    [InlineData("2010-12-31", "2010-12-31T23:59:59.999Z")]
    [InlineData("2010-12-31T12:00Z", "2010-12-31T12:00:00Z")]
    [InlineData("2010-12-31T12:00:00+02:00", "2010-12-31T10:00:00Z")]
    [InlineData("2010-12-31T12:00:00.25-05:30", "2010-12-31T17:30:00.25Z")]
    public void ParseAsOf_ADateIsTheEndOfTheShopsDay_AnInstantItself(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Instants.ParseAsOf(text, London));

    [Theory]
    [InlineData("2011-02-29T10:00:00Z")]
    [InlineData("2011-13-01T10:00:00Z")]
    [InlineData("2011-00-01T10:00:00Z")]
    [InlineData("0000-01-01T10:00:00Z")]
    [InlineData("2011-01-01T24:00:00Z")]
    [InlineData("2011-01-01T10:60:00Z")]
    [InlineData("2011-01-01T10:00:60Z")]
    [InlineData("2011-01-01T+1:00:00Z")]
    [InlineData("2010-08-31T12:00:00")]
    [InlineData("31.08.2010")]
    [InlineData("2010-02-30")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void ParseAsOf_OtherwiseSaysWhatIsExpected(string text) =>
        Assert.Equal(["asOf"], Assert.Throws<InvalidFieldsException>(() => Instants.ParseAsOf(text, London)).Errors.Keys);
}
