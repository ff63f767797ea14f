using System.Globalization;
using Insight.Features;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Benchmarks;

/// <summary>A shop and its customers in memory, for what is measured without storage.</summary>
internal static class BenchShops
{
    public static readonly Shop Shop = new()
    {
        Id = ShopId.Parse("bench"), Currency = "EUR", TimeZone = TimeZoneInfo.Utc, Salt = new byte[32], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static readonly Cutoff Cutoff = Cutoff.EndOf(Shop, new DateOnly(2024, 6, 30));

    public static ScoringContext Context { get; } = new()
    {
        Shop = Shop,
        Cutoff = Cutoff,
        Models = ModelSet.Empty,
        Rfm = new RfmThresholds { RecencyDays = [10, 40, 90, 200], Frequency = [0, 1, 3, 6], Monetary = [15, 30, 60, 120] },
        Snapshot = "s1",
    };

    /// <summary>So many purchases on days of the two years before the cutoff, and browsing on twice as many.</summary>
    public static CustomerHistory History(int orders, int seed)
    {
        var random = new Random(seed);
        var sequence = new List<HistoryOrder>();
        for (var i = 0; i < orders; i++)
        {
            var day = Cutoff.Day.AddDays(-random.Next(730));
            sequence.Add(new HistoryOrder(
                string.Create(CultureInfo.InvariantCulture, $"o{seed}-{i}"), new DateTimeOffset(day.ToDateTime(new TimeOnly(random.Next(24), 0)), TimeSpan.Zero), day,
                Math.Round(5 + (random.NextDouble() * 200), 2), 0, random.Next(1, 9), random.Next(1, 5)));
        }

        sequence.Sort(CustomerHistory.Compare);
        var browsing = Enumerable.Range(0, 2 * orders).Select(_ => Cutoff.Day.AddDays(-random.Next(730))).Distinct().Order().Select(day => new BrowsingDay(day, random.Next(9), random.Next(2), random.Next(2), random.Next(5)));
        return new CustomerHistory { CustomerId = string.Create(CultureInfo.InvariantCulture, $"c{seed}"), Orders = sequence, Browsing = [.. browsing] };
    }
}
