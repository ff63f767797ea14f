namespace Insight.Training.Data;

/// <summary>A day in the past whose horizon chooses among candidates.</summary>
/// <param name="Day">The horizon after it ends before the test begins.</param>
/// <param name="Before">Cutoffs of the fits that are judged there: their labels end by the day.</param>
internal sealed record ValidationWindow(DateOnly Day, IReadOnlyList<DateOnly> Before);
