using Insight.Features;
using Insight.Shops;
using Insight.Training.Data;

namespace Insight.Training.Tests.Networks;

/// <summary>
/// A shop in which the order of events decides and hardly any sum does: baskets are small or large at random, and who changed from one size to the other between the third last
/// and the second last purchase comes back soon, the others late.
/// </summary>
internal static class RhythmShop
{
    public const int HorizonDays = 60;

    private const int Days = 900, ShortGap = 20, LongGap = 130, Spread = 8;

    private static readonly DateOnly First = new(2021, 1, 1);

    public static readonly Shop Shop = new()
    {
        Id = ShopId.Parse("rhythm"), Currency = "EUR", TimeZone = TimeZoneInfo.Utc, Salt = new byte[32], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static TrainingInput Input(int customers, int seed) => new()
    {
        Shop = Shop,
        Histories = [.. Enumerable.Range(0, customers).Select(i => History(i, new Random((seed * 1_000_003) + i)))],
        Schedule = TrainingSchedule.Plan(First, First.AddDays(Days - 1), First.AddDays(Days - 1), HorizonDays),
        Options = new TrainingOptions { SearchTrials = 1 },
    };

    private static CustomerHistory History(int customer, Random random)
    {
        var orders = new List<HistoryOrder>();
        var sizes = new List<bool>();
        for (var day = random.Next(300); day < Days; day += Gap(sizes, random))
        {
            var isLarge = random.Next(2) == 0;
            sizes.Add(isLarge);
            var revenue = Math.Round((isLarge ? 80 : 20) * (0.8 + (0.4 * random.NextDouble())), 2);
            var date = First.AddDays(day);
            orders.Add(new HistoryOrder($"o{customer}-{day}", new DateTimeOffset(date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), date, revenue, 0, 1, 1));
        }

        return new CustomerHistory { CustomerId = $"c{customer:D5}", Orders = orders };
    }

    private static int Gap(List<bool> sizes, Random random)
    {
        var isShort = sizes.Count < 3 ? random.Next(2) == 0 : sizes[^2] != sizes[^3];
        return (isShort ? ShortGap : LongGap) + random.Next(-Spread, Spread + 1);
    }
}
