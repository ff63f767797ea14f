using Insight.Features;
using Insight.Shops;
using Insight.Training.Data;
using Insight.Training.Gates;

namespace Insight.Training;

/// <summary>All that the training of one model needs: pure data, no storage.</summary>
internal sealed record TrainingInput
{
    public required Shop Shop { get; init; }

    /// <summary>With what is known after asOf too, in a backtest: only the evaluation on the test looks at it.</summary>
    public required IReadOnlyList<CustomerHistory> Histories { get; init; }

    public required TrainingSchedule Schedule { get; init; }

    public TrainingOptions Options { get; init; } = new();

    /// <summary>What serves now; null when nothing does, or when the run is a backtest, which challenges nobody.</summary>
    public Champion? Champion { get; init; }

    public int HorizonDays => Schedule.HorizonDays;

    public LabelledRows RowsAt(DateOnly cutoff) => LabelledRows.At(Histories, Shop, [cutoff], HorizonDays);

    public LabelledRows RowsAt(IReadOnlyList<DateOnly> cutoffs) => LabelledRows.At(Histories, Shop, cutoffs, HorizonDays);
}
