using Insight.Features;
using Insight.Training.Recommendations.Data;

namespace Insight.Training.Tests.Recommendations.Data;

/// <summary>What comes at once, and what behind it.</summary>
public sealed class InteractionLogTests
{
    [Theory]
    [InlineData("v1 v1", "1 2", 1)] // what is looked at comes one by one
    [InlineData("p1 p1 p1", "3 3 3", 0)]
    [InlineData("p1 p1 p2 v2 p2 p2", "2 2 3 4 6 6", 4)] // an order ends where something else comes between
    [InlineData("p1 P1 P1", "1 3 3", 1)] // two orders of one moment
    [InlineData("v1 c1 p1 p1", "1 2 4 4", 2)]
    [InlineData("p1 p2 p3", "1 2 3", 2)]
    public void EndOfOrder_IsBehindTheOrder(string steps, string ends, int goOn)
    {
        var log = Log(steps, hasClock: true);

        Assert.Equal(ends, string.Join(' ', Enumerable.Range(0, log.LengthOf(0)).Select(step => log.EndOfOrder(0, step))));
        Assert.Equal(goOn, log.StepsThatGoOn(0));
    }

    [Fact]
    public void WithoutAClock_StepsComeOneByOne()
    {
        var log = Log("p1 p1 p1", hasClock: false);

        Assert.Equal((1, 2, 3), (log.EndOfOrder(0, 0), log.EndOfOrder(0, 1), log.EndOfOrder(0, 2)));
        Assert.Equal(2, log.StepsThatGoOn(0));
        Assert.Equal(0, log.Cut(_ => 1).StepsThatGoOn(0));
        Assert.Equal(0, log.Cut(_ => 0).StepsThatGoOn(0));
    }

    /// <summary>Kind (a capital letter is another order) and day.</summary>
    private static InteractionLog Log(string steps, bool hasClock)
    {
        var builder = new InteractionLogBuilder();
        foreach (var (step, product) in steps.Split(' ').Select((step, i) => (step, $"product {i}")))
        {
            var kind = step[0] switch { 'v' => InteractionKind.View, 'c' => InteractionKind.Cart, _ => InteractionKind.Purchase };
            builder.Add("c:1", step, product, hasClock ? DateTimeOffset.UnixEpoch.AddDays(step[1] - '0') : null, kind);
        }

        return builder.Build();
    }
}
