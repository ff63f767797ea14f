using Insight.Features;
using Insight.Training.Data;

namespace Insight.Training.Tests.Networks;

/// <summary>
/// A shop in which browsing decides: customers buy at random, most of those who are about to come to put something into the cart in the two weeks before, and all of them are seen now and
/// then without buying. Orders alone tell hardly anything.
/// </summary>
internal static class BrowsingShop
{
    public const int HorizonDays = 14;

    private const int Days = 500, MeanGap = 60, Ahead = 10;

    private static readonly DateOnly First = new(2021, 1, 1);

    public static TrainingInput Input(int customers, int seed) => new()
    {
        Shop = RhythmShop.Shop,
        Histories = [.. Enumerable.Range(0, customers).Select(i => History(i, new Random((seed * 1_000_003) + i)))],
        Schedule = TrainingSchedule.Plan(First, First.AddDays(Days - 1), First.AddDays(Days - 1), HorizonDays),
        Options = new TrainingOptions { SearchTrials = 1 },
    };

    private static CustomerHistory History(int customer, Random random)
    {
        var orders = new List<HistoryOrder>();
        var browsing = new SortedDictionary<int, BrowsingDay>();
        for (var day = random.Next(MeanGap); day < Days + Ahead; day += 1 + (int)(-MeanGap * Math.Log(1 - random.NextDouble())))
        {
            for (var visit = random.Next(4); visit > 0; visit--)
            {
                See(day - 1 - random.Next(Ahead), carts: 1 + random.Next(2));
            }

            if (day < Days)
            {
                var date = First.AddDays(day);
                orders.Add(new HistoryOrder($"o{customer}-{day}", new DateTimeOffset(date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), date, 10 + random.Next(50), 0, 1, 1));
            }
        }

        for (var visit = random.Next(20); visit > 0; visit--)
        {
            See(random.Next(Days), carts: 0);
        }

        return new CustomerHistory { CustomerId = $"c{customer:D5}", Orders = orders, Browsing = [.. browsing.Values] };

        void See(int day, int carts)
        {
            if (day is >= 0 and < Days && !browsing.ContainsKey(day))
            {
                browsing[day] = new BrowsingDay(First.AddDays(day), 1 + random.Next(5), carts, random.Next(2), 1);
            }
        }
    }
}
