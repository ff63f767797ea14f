using Insight.Shops;

namespace Insight.Tests.Shops;

public sealed class ShopTests
{
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("UTC")]
    [InlineData("Atlantic/Azores")] // clocks go back to midnight
    [InlineData("America/Havana")] // back to midnight, forward at midnight
    [InlineData("America/Sao_Paulo")] // forward at midnight
    [InlineData("Asia/Beirut")] // back at midnight
    [InlineData("Australia/Lord_Howe")] // by half an hour
    public void EndOf_EveryDay_IsItsLastMillisecond(string zone)
    {
        var shop = new Shop
        {
            Id = ShopId.Parse("zones"), Currency = "EUR", TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone), Salt = new byte[32], CreatedAt = DateTimeOffset.UnixEpoch,
        };
        for (var day = new DateOnly(2016, 1, 1); day.Year < 2026; day = day.AddDays(1))
        {
            var end = shop.EndOf(day);

            Assert.Equal(day, shop.DayOf(end));
            Assert.Equal(day.AddDays(1), shop.DayOf(end.AddMilliseconds(1)));
        }
    }
}
