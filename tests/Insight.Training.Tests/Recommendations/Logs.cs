using Insight.Features;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Tests.Recommendations;

/// <summary>Logs for tests, from few words.</summary>
internal static class Logs
{
    /// <summary>Sequences without a clock: <c>a b c</c> is what one customer did.</summary>
    public static InteractionLog Of(params string[] sequences)
    {
        var builder = new InteractionLogBuilder();
        for (var i = 0; i < sequences.Length; i++)
        {
            foreach (var product in sequences[i].Split(' '))
            {
                builder.Add($"c:{i}", null, product, null, InteractionKind.View);
            }
        }

        return builder.Build();
    }

    /// <summary>Purchases: owner, day, product; one order a day.</summary>
    public static InteractionLog OfPurchases(params (string Owner, double Day, string Product)[] purchases)
    {
        var builder = new InteractionLogBuilder();
        foreach (var (owner, day, product) in purchases.GroupBy(purchase => purchase.Owner).SelectMany(group => group.OrderBy(purchase => purchase.Day)))
        {
            builder.Add(owner, FormattableString.Invariant($"o:{owner} {day}"), product, DateTimeOffset.UnixEpoch.AddDays(day), InteractionKind.Purchase);
        }

        return builder.Build();
    }

    public static int Place(this InteractionLog log, string product) => log.Ids.ToList().IndexOf(product);

    public static RankingHistory History(this InteractionLog log, params string[] products) =>
        new([.. products.Select(log.Place)], [.. products.Select(_ => 1f)], new float[products.Length]);
}
