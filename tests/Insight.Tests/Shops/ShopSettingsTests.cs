using Insight.Shops;

namespace Insight.Tests.Shops;

public sealed class ShopSettingsTests
{
    [Fact]
    public void Defaults_AreValid() => new ShopSettings().Validate();

    [Fact]
    public void Validate_NamesEveryBadFieldWithWhatWasFound()
    {
        var settings = new ShopSettings
        {
            HorizonDays = 3,
            ServiceLevel = 1,
            Actions = [new ShopAction { Name = "call", Cap = 0 }],
            TrainingBudget = new TrainingBudget { HoursBetweenRuns = 0 },
        };

        var errors = Assert.Throws<InvalidFieldsException>(settings.Validate).Errors;

        Assert.Equal(["actions[0].cap", "horizonDays", "serviceLevel", "trainingBudget.hoursBetweenRuns"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Found: 3", errors["horizonDays"][0], StringComparison.Ordinal);
    }
}
