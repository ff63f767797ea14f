using Insight.Features;

namespace Insight.Tests.Features;

public sealed class FeatureVectorTests
{
    private static readonly DateOnly Start = new(2020, 1, 1);

    private static float[] Compute(CustomerHistory history, Cutoff cutoff)
    {
        var row = new float[FeatureVector.Count];
        FeatureVector.Compute(history, cutoff, row);
        return row;
    }

    [Fact]
    public void Compute_HandWorkedHistory_GivesTheNumbersOfThePaperAndMore()
    {
        var history = Histories.Of(
            Histories.Order("a", Start, 100, units: 10, products: 2),
            Histories.Order("b", Start.AddDays(10), 40, units: 4, products: 3),
            Histories.Order("c", Start.AddDays(10), 20, units: 6, products: 1, hour: 13),
            Histories.Order("r", Start.AddDays(20), 0, returned: 55),
            Histories.Order("d", Start.AddDays(40), 5, units: 5, products: 1));
        var row = Compute(history, Histories.EndOf(Start.AddDays(60)));
        float Get(string name) => row[FeatureVector.IndexOf(name)];

        Assert.Equal(2, Get("frequency"));
        Assert.Equal(40, Get("first_to_last_days"));
        Assert.Equal(60, Get("age_days"));
        Assert.Equal(20, Get("days_since_last"));
        Assert.Equal(20, Get("mean_gap_days"));
        Assert.Equal(Math.Sqrt(200), Get("gap_std_days"), 1e-5);
        Assert.Equal(30, Get("last_gap_days"));
        Assert.Equal(30, Get("max_gap_days"));
        Assert.Equal(1, Get("since_last_over_mean_gap"));
        Assert.Equal(2 / 60.0, Get("purchases_per_day"), 1e-7);
        Assert.Equal(1, Get("purchase_days_30"));
        Assert.Equal(2, Get("purchase_days_60"));
        Assert.Equal(3, Get("purchase_days_90"));
        Assert.Equal(5, Get("revenue_30"));
        Assert.Equal(65, Get("revenue_60"));
        Assert.Equal(165, Get("revenue_total"));
        Assert.Equal(55, Get("revenue_mean"));
        Assert.Equal(100, Get("revenue_max"));
        Assert.Equal(5, Get("revenue_last"));
        Assert.Equal(100, Get("revenue_first"));
        Assert.Equal(32.5, Get("monetary"), 1e-6);
        Assert.Equal(Math.Log(56), Get("log_monetary"), 1e-6);
        Assert.Equal(25 / 4f, Get("units_per_order"));
        Assert.Equal(7 / 4f, Get("products_per_order"));
        Assert.Equal(55 / 220f, Get("return_share"));
        Assert.Equal(1, Get("returns"));
        Assert.Equal(40, Get("days_since_return"));

        // The days one by one, the latest first: bought on the 40th day (20 days ago), the 10th and the first.
        // No events are known: nobody was seen in between.
        Assert.Equal([20, 5, 1, 0, 0, 0, 30, 60, 4, 0, 0, 0, 10, 100, 2, 0, 0, 0], row.AsSpan(FeatureVector.SummaryCount, 18).ToArray());
        Assert.All(row[(FeatureVector.SummaryCount + 18)..], value => Assert.True(float.IsNaN(value)));
        Assert.Equal(FeatureVector.SummaryCount + 6, FeatureVector.IndexOf("purchase_2_gap_days"));
        Assert.Equal([0, 0, 0, 0, float.NaN], row.AsSpan(FeatureVector.IndexOf("browse_days_30"), 5).ToArray());
    }

    [Fact]
    public void Compute_Browsing_IsCountedByWindow_AndBetweenPurchases()
    {
        BrowsingDay Day(int day, int views, int carts, int searches) => new(Start.AddDays(day), views, carts, searches, views);
        var history = Histories.Of(Histories.Order("a", Start.AddDays(10), 100), Histories.Order("b", Start.AddDays(40), 50)) with
        {
            Browsing = [Day(3, 9, 9, 9), Day(10, 8, 8, 8), Day(11, 1, 0, 2), Day(39, 2, 1, 0), Day(40, 7, 7, 7), Day(50, 3, 2, 1), Day(60, 4, 0, 5)],
        };
        float[] Summaries(Cutoff cutoff) => [.. Compute(history, cutoff).AsSpan(FeatureVector.IndexOf("browse_days_30"), 5)];
        float[] Between(Cutoff cutoff) => [.. Compute(history, cutoff).AsSpan(FeatureVector.SummaryCount, 12)];

        // 30 days up to and with day 60 begin on day 31. Days of purchase and days before the first purchase are in no gap.
        var end = Histories.EndOf(Start.AddDays(60));
        Assert.Equal([4, 2 + 7 + 3 + 4, 1 + 7 + 2, 7 + 1 + 5, 0], Summaries(end));
        Assert.Equal([20, 50, 1, 2, 7, 2, 30, 100, 1, 2, 3, 1], Between(end));

        // A day that the cutoff divides does not count, though the cutoff lies on it.
        var noon = new Cutoff(end.At.AddHours(-12), end.Day, end.Day.AddDays(-1));
        Assert.Equal([3, 12, 10, 8, 10], Summaries(noon));
        Assert.Equal([20, 50, 1, 1, 3, 2, 30, 100, 1, 2, 3, 1], Between(noon));
    }

    [Fact]
    public void Compute_ReplayedBrowsingDayByDay_EqualsTheBatchBitForBit()
    {
        foreach (var (i, history) in Histories.Random(60, seed: 17).Select((history, i) => (i, Histories.Browsed(history, i))).Where(pair => pair.Item2.Orders.Count > 0))
        {
            for (var day = Start.AddDays(i % 40); day < Start.AddDays(530); day = day.AddDays(40))
            {
                var end = Histories.EndOf(day);
                foreach (var cutoff in (Cutoff[])[end, new Cutoff(end.At.AddHours(-9), day, day.AddDays(-1))])
                {
                    var known = history with
                    {
                        Orders = [.. history.Orders.Where(order => order.OrderedAt <= cutoff.At)],
                        Browsing = [.. history.Browsing.Where(browsed => browsed.Day < day || (browsed.Day == day && cutoff == end))],
                        Trail = [.. history.Trail.Where(step => step.At is null || step.At <= cutoff.At)],
                    };
                    var cut = history.Until(cutoff);
                    Assert.Equal(known.Orders, cut.Orders);
                    Assert.Equal(known.Browsing, cut.Browsing);
                    Assert.Equal(known.Trail, cut.Trail);
                    Assert.Equal(Bits(Compute(history, cutoff)), Bits(Compute(known, cutoff)));
                }
            }
        }
    }

    [Fact]
    public void Compute_MorePurchaseDaysThanTheSequenceHolds_KeepsTheLatest()
    {
        var days = PurchaseSequence.Steps + 5;
        var row = Compute(Histories.Of([.. Enumerable.Range(0, days).Select(i => Histories.Order($"o{i}", Start.AddDays(i), 1 + i))]), Histories.EndOf(Start.AddDays(days)));
        Assert.Equal(days, row[FeatureVector.IndexOf("purchase_1_revenue")]);
        Assert.Equal(days - PurchaseSequence.Steps + 1, row[FeatureVector.IndexOf($"purchase_{PurchaseSequence.Steps}_revenue")]);
        Assert.DoesNotContain(row[FeatureVector.SummaryCount..], float.IsNaN);
    }

    [Fact]
    public void Compute_OnePurchase_LeavesGapsUndefined()
    {
        var row = Compute(Histories.Of(Histories.Order("a", Start, 10)), Histories.EndOf(Start.AddDays(5)));

        Assert.Equal(0, row[FeatureVector.IndexOf("frequency")]);
        Assert.Equal(5, row[FeatureVector.IndexOf("days_since_last")]);
        foreach (var name in new[] { "mean_gap_days", "gap_std_days", "last_gap_days", "since_last_over_mean_gap", "monetary", "days_since_return" })
        {
            Assert.True(float.IsNaN(row[FeatureVector.IndexOf(name)]), name);
        }
    }

    [Fact]
    public void Compute_NothingBought_IsUndefinedThroughout()
    {
        var row = Compute(Histories.Of(Histories.Order("r", Start, 0, returned: 5)), Histories.EndOf(Start));
        Assert.All(row, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Compute_NeverInfinite()
    {
        foreach (var history in Histories.Random(200, seed: 11))
        {
            Assert.DoesNotContain(Compute(history, Histories.EndOf(Start.AddDays(600))), float.IsInfinity);
        }
    }

    [Fact]
    public void Compute_ReplayedOrderByOrder_EqualsTheBatchBitForBit()
    {
        foreach (var history in Histories.Random(150, seed: 7))
        {
            var known = new List<HistoryOrder>();
            foreach (var order in history.Orders)
            {
                known.Add(order);
                var now = new Cutoff(order.OrderedAt, order.Day, order.Day.AddDays(-1));
                if (history.Orders.Count(other => other.OrderedAt <= now.At) > known.Count)
                {
                    continue; // another order of the same instant is still to come
                }

                Assert.Equal(Bits(Compute(history, now)), Bits(Compute(history with { Orders = [.. known] }, now)));
            }
        }
    }

    [Fact]
    public void Compute_WhatComesAfterTheCutoff_ChangesNothing()
    {
        var cutoff = Histories.EndOf(Start.AddDays(250));
        var changed = 0;
        foreach (var history in Histories.Random(150, seed: 8))
        {
            var later = history with { Orders = [.. history.Orders.Where(order => order.OrderedAt <= cutoff.At), Histories.Order("z", Start.AddDays(251), 1e6, 1e6, 99, 99, hour: 0)] };
            Assert.Equal(Bits(Compute(history.Until(cutoff), cutoff)), Bits(Compute(history, cutoff)));
            Assert.Equal(Bits(Compute(history, cutoff)), Bits(Compute(later, cutoff)));
            changed += Bits(Compute(later, Histories.EndOf(Start.AddDays(251)))).SequenceEqual(Bits(Compute(later, cutoff))) ? 0 : 1;
        }

        Assert.True(changed > 100, "the order after the cutoff must matter a day later, else this test shows nothing");
    }

    [Fact]
    public void Compute_WrongLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => FeatureVector.Compute(Histories.Of(), Histories.EndOf(Start), new float[3]));

    [Fact]
    public void Names_AreUnique() => Assert.Equal(FeatureVector.Count, FeatureVector.Names.Distinct().Count());

    private static IEnumerable<int> Bits(float[] row) => row.Select(BitConverter.SingleToInt32Bits);
}
