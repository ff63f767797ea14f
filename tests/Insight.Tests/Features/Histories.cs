using Insight.Features;

namespace Insight.Tests.Features;

/// <summary>Small histories in UTC for tests.</summary>
internal static class Histories
{
    public static Cutoff EndOf(DateOnly day) => new(new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMilliseconds(-1), day, day);

    public static HistoryOrder Order(string id, DateOnly day, double revenue, double returned = 0, double units = 1, int products = 1, int hour = 12) =>
        new(id, new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero), day, revenue, returned, revenue > 0 ? units : 0, products);

    public static CustomerHistory Of(params HistoryOrder[] orders) => new() { CustomerId = "c", Orders = orders };

    /// <summary>A history with seeded browsing days over the time of <see cref="Random"/>, and a trail, of which a part may have no clock.</summary>
    public static CustomerHistory Browsed(CustomerHistory history, int seed)
    {
        var random = new Random(seed);
        var days = Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(520)).Distinct().Order().ToList();
        var trail = Enumerable.Range(0, random.Next(CustomerHistory.MostTrail + 1)).Select(_ => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 520)))
            .Order().Select((at, i) => new Interaction($"p{random.Next(30)}", i < seed % 3 ? null : at, (InteractionKind)random.Next(3)));
        return history with
        {
            Browsing = [.. days.Select(day => new BrowsingDay(new DateOnly(2020, 1, 1).AddDays(day), random.Next(9), random.Next(3), random.Next(3), random.Next(300)))],
            Trail = [.. trail],
        };
    }

    /// <summary>Seeded histories with purchases, returns, several orders a day and empty ones.</summary>
    public static IEnumerable<CustomerHistory> Random(int count, int seed)
    {
        var random = new Random(seed);
        for (var c = 0; c < count; c++)
        {
            var orders = new List<HistoryOrder>();
            for (var i = random.Next(0, 25); i > 0; i--)
            {
                var day = new DateOnly(2020, 1, 1).AddDays(random.Next(0, 500));
                var revenue = random.Next(5) == 0 ? 0 : Math.Round(random.NextDouble() * 300, 2);
                var returned = random.Next(6) == 0 ? Math.Round(random.NextDouble() * 100, 2) : 0;
                orders.Add(Order($"o{i}", day, revenue, returned, random.Next(1, 40), random.Next(1, 9), random.Next(24)));
            }

            orders.Sort(CustomerHistory.Compare);
            yield return new CustomerHistory { CustomerId = $"c{c}", Orders = orders };
        }
    }
}
