using Insight.Features;
using Insight.Training.Recommendations.Data;

namespace Insight.Benchmarks;

/// <summary>What customers did in a shop: few products are asked for often (Zipf), and what comes next is often near by, so that products have true neighbours.</summary>
internal static class BenchLog
{
    private const int StepsOfOwner = 12;

    public static InteractionLog Of(int interactions, int products)
    {
        string[] ids = [.. Enumerable.Range(0, products).Select(product => $"p{product}")];
        var random = new Random(1);
        var builder = new InteractionLogBuilder();
        var at = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < interactions;)
        {
            var owner = $"c:{i}";
            var product = Draw();
            for (var step = 0; step < StepsOfOwner && i < interactions; step++, i++)
            {
                product = random.Next(3) > 0 ? (product + random.Next(20)) % products : Draw();
                builder.Add(owner, null, ids[product], at.AddMinutes(step * 20), step % 4 == 3 ? InteractionKind.Purchase : InteractionKind.View);
            }
        }

        return builder.Build();

        int Draw() => (int)(products * Math.Pow(random.NextDouble(), 3));
    }
}
