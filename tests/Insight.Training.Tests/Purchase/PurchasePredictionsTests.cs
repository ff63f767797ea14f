using System.Text.Json;
using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Purchase;

namespace Insight.Training.Tests.Purchase;

public sealed class PurchasePredictionsTests
{
    /// <summary>Nobody is told yes and all are told the same: there is no precision and no slope, and the report must still be JSON that any client reads.</summary>
    [Fact]
    public void Judge_WhatIsUndefined_IsLeftOut()
    {
        var test = new LabelledRows();
        for (var i = 0; i < 20; i++)
        {
            test.Features.Add([]);
            test.CustomerIds.Add($"c{i}");
            test.Orders.Add(i % 2);
            test.Revenue.Add(i % 2);
        }

        var told = new PurchasePredictions("same", [.. Enumerable.Repeat(0.1, 20)], [.. Enumerable.Repeat(0.1, 20)]);
        var judged = told.Judge("candidate", test, new Bootstrap(test.CustomerIds, 50, seed: 1), threshold: 0.5);
        Assert.DoesNotContain("precision", judged.Metrics.Keys);
        Assert.DoesNotContain("calibrationSlope", judged.Metrics.Keys);
        Assert.Equal(0.5, judged.Metrics["accuracy"].Value, 1e-12);
        JsonSerializer.Serialize(judged); // throws on a number that JSON does not have
    }
}
