namespace Insight.Training.Data;

/// <summary>
/// Which days a run stands on. Features of a cutoff see what is at or before it; its labels are the horizon after it. Labels of a fit never reach past the
/// cutoff that it is judged on, and what is published is fitted on labels that were complete at asOf.
/// </summary>
internal sealed record TrainingSchedule
{
    /// <summary>A cutoff with less history behind it than this teaches little that lasts.</summary>
    private const int MinHistoryDays = 60;

    private const int SpacingDays = 21;

    private const int MostCutoffs = 6;

    private const int MostValidations = 3;

    public required int HorizonDays { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>Judges the gate: asOf where the lake knows the horizon after it (a backtest), else one horizon before. Null: too short a history.</summary>
    public required DateOnly? Test { get; init; }

    /// <summary>
    /// What chooses settings and weights (rolling origins; Tashman 2000): the newest one horizon before the test, the others three weeks before one another, as far as the history has
    /// something to fit before them. Their horizons overlap. None: too short a history.
    /// </summary>
    public required IReadOnlyList<ValidationWindow> Validations { get; init; }

    /// <summary>Fits judged on the test.</summary>
    public required IReadOnlyList<DateOnly> BeforeTest { get; init; }

    /// <summary>Fits that are published.</summary>
    public required IReadOnlyList<DateOnly> BeforeAsOf { get; init; }

    /// <param name="first">The first day with a purchase.</param>
    /// <param name="last">The last day that the lake knows completely.</param>
    public static TrainingSchedule Plan(DateOnly first, DateOnly last, DateOnly asOf, int horizonDays)
    {
        var test = last.DayNumber - asOf.DayNumber >= horizonDays ? asOf : asOf.AddDays(-horizonDays);
        bool Reaches(DateOnly day) => day.DayNumber - first.DayNumber >= MinHistoryDays;
        IReadOnlyList<DateOnly> Before(DateOnly judge) =>
            [.. Enumerable.Range(0, MostCutoffs).Select(i => judge.AddDays(-horizonDays - (i * SpacingDays))).Where(Reaches)];
        return new TrainingSchedule
        {
            HorizonDays = horizonDays,
            AsOf = asOf,
            Test = Reaches(test) ? test : null,
            Validations =
            [
                .. Enumerable.Range(0, MostValidations).Select(i => test.AddDays(-horizonDays - (i * SpacingDays)))
                    .Select(day => new ValidationWindow(day, Before(day))).Where(window => window.Before.Count > 0),
            ],
            BeforeTest = Before(test),
            BeforeAsOf = Before(asOf),
        };
    }
}
