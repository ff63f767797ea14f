using Insight.Training;
using Insight.Training.Data;

namespace Insight.Evaluation;

/// <summary>
/// The same training as of several days, each judged on the horizon after its day (Tashman 2000, Out-of-sample tests of forecasting accuracy): every choice,
/// fit and calibration sees earlier time only.
/// </summary>
internal static class RollingOrigins
{
    /// <returns>A backtest for each origin, the latest first; those too early to fit anything are left out.</returns>
    public static IReadOnlyList<TrainingInput> Plan(ShopData data, Arguments arguments) =>
    [
        .. from i in Enumerable.Range(0, arguments.Origins)
           let day = data.Last.AddDays(-arguments.Horizon - (i * arguments.Spacing))
           let schedule = TrainingSchedule.Plan(data.First, data.Last, day, arguments.Horizon)
           where schedule.Test is not null
           select new TrainingInput
           {
               Shop = data.Shop, Histories = data.Histories, Schedule = schedule,
               Options = new TrainingOptions { Seed = arguments.Seed, Resamples = arguments.Resamples },
           },
    ];
}
