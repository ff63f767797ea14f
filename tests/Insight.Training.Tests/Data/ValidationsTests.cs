using Insight.Features;
using Insight.Training.Data;

namespace Insight.Training.Tests.Data;

public sealed class ValidationsTests
{
    private static readonly DateOnly Start = new(2020, 1, 1);

    /// <summary>300 days are too short for a validation by time, and long enough for labels before the test.</summary>
    [Fact]
    public void ByCustomers_EachIsJudgedOnce_ByAFitOnTheOthers()
    {
        var input = Input(days: 300, customers: 57);
        Assert.Empty(input.Schedule.Validations);
        using var validation = Validations.ByCustomers(input, (seen, cutoffs, known) => new Seen(seen, cutoffs, known));

        Assert.Equal(1, validation.Count);
        Assert.Equal(5, validation.Fits.Count());
        Assert.Equal(input.RowsAt(input.Schedule.BeforeTest[0]).CustomerIds.Order(), validation.Rows.CustomerIds.Order());
        var judged = new List<string>();
        foreach (var fits in validation.Fits)
        {
            var held = validation.Rows.CustomerIds.Except(fits.Known.CustomerIds).ToList();
            judged.AddRange(held);
            Assert.Empty(held.Intersect(fits.Input.Histories.Select(history => history.CustomerId)));
            Assert.Equal(input.Schedule.BeforeTest, fits.Cutoffs);
        }

        Assert.Equal(validation.Rows.CustomerIds.Order(), judged.Order());
    }

    [Fact]
    public void ByTime_EachWindowIsFittedOnWhatCameBeforeIt()
    {
        var input = Input(days: 500, customers: 20);
        using var validation = Validations.ByTime(input, (seen, cutoffs, known) => new Seen(seen, cutoffs, known));
        Assert.Equal(3, validation.Count);
        foreach (var (fits, window) in validation.Fits.Zip(input.Schedule.Validations))
        {
            Assert.Equal(window.Before, fits.Cutoffs);
            Assert.Equal(input.RowsAt(window.Day).Features, fits.Known.Features);
        }
    }

    [Fact]
    public void ByCustomers_NoLabelsBeforeTheTest_IsEmpty()
    {
        using var validation = Validations.ByCustomers(Input(days: 160, customers: 9), (seen, cutoffs, known) => new Seen(seen, cutoffs, known));
        Assert.Equal(0, validation.Count);
    }

    private static TrainingInput Input(int days, int customers) => new()
    {
        Shop = OnlineRetail.Shop, Schedule = TrainingSchedule.Plan(Start, Start.AddDays(days), Start.AddDays(days), 90),
        Histories =
        [
            .. Enumerable.Range(0, customers).Select(c => new CustomerHistory
            {
                CustomerId = $"c{c:00}",
                Orders = [.. Enumerable.Range(0, 2 + (c % 5)).Select(i => Start.AddDays(c + (i * 60))).Select((day, i) => new HistoryOrder(
                    $"{i}", new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), day, 10, 0, 1, 1))],
            }),
        ],
    };

    private sealed record Seen(TrainingInput Input, IReadOnlyList<DateOnly> Cutoffs, LabelledRows Known) : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
