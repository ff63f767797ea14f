using System.Globalization;
using Insight.Features;
using Insight.Registry;
using Insight.Scoring.Reasons;

namespace Insight.Tests.Scoring.Reasons;

public sealed class ReasonTextsTests
{
    [Theory]
    [InlineData("days_since_last", 12f, 0.4, "Last order 12 days ago: raises the chance of buying again")]
    [InlineData("days_since_last", 1f, 0.4, "Last order 1 day ago: raises the chance of buying again")]
    [InlineData("days_since_last", 0f, -0.1, "Last order today: lowers the chance of buying again")]
    [InlineData("frequency", 0f, -1, "Has not come back since the first order: lowers the chance of buying again")]
    [InlineData("frequency", 2f, 1, "Came back to buy twice: raises the chance of buying again")]
    [InlineData("mean_gap_days", float.NaN, -1, "Has ordered on one day only: lowers the chance of buying again")]
    [InlineData("revenue_total", 1234.5f, 1, "Spent 1,234.50 EUR so far: raises the chance of buying again")]
    [InlineData("purchase_days_90", 3f, 1, "Ordered on 3 days in the last 90 days: raises the chance of buying again")]
    [InlineData("since_last_over_age", 0.25f, -1, "Away for 25 % of the time since the first order: lowers the chance of buying again")]
    [InlineData("purchase_1_gap_days", 3f, 1, "Last order 3 days ago: raises the chance of buying again")]
    [InlineData("purchase_2_gap_days", 30f, 1, "Waited 30 days after the second last order: raises the chance of buying again")]
    [InlineData("purchase_2_gap_days", float.NaN, -1, "Has ordered on one day only: lowers the chance of buying again")]
    [InlineData("purchase_12_revenue", 5f, 1, "Spent 5.00 EUR on the 12th last day with orders: raises the chance of buying again")]
    [InlineData("purchase_3_products", 1f, 1, "1 product, counted by order, on the third last day with orders: raises the chance of buying again")]
    public void Of_IsOnePlainSentence(string feature, float value, double contribution, string expected) =>
        Assert.Equal(expected, ReasonTexts.Of(ModelNames.Purchase, feature, value, contribution, "EUR"));

    [Fact]
    public void Of_EveryFeature_HasAWording_WhateverTheMachinesLanguage()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var told = FeatureVector.Names.SelectMany(name => new[] { 0f, 1f, 2.5f, 1234.5f, float.NaN }
                .Select(value => ReasonTexts.Of(ModelNames.Value, name, value, 1, "GBP"))).ToList();
            Assert.All(told, text => Assert.Matches("^[A-Z0-9].*: raises the expected spending$", text));
            Assert.DoesNotContain(told, text => text.Contains("NaN", StringComparison.Ordinal) || text.Contains("1.234,5", StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Of_UnknownFeature_IsRefused() => Assert.Throws<ArgumentException>(() => ReasonTexts.Of(ModelNames.Purchase, "weather", 1, 1, "EUR"));
}
