using System.Text.Json;
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

    /// <summary>How long settings may be searched for, for each model. What was found by then is used.</summary>
    public TimeSpan SearchTime { get; init; } = TimeSpan.FromMinutes(2);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the champion was made with; null where nothing serves or its settings are of another kind.</summary>
    public TSettings? ChampionSettings<TSettings>()
        where TSettings : class
    {
        if (Champion is null || !Champion.Manifest.Details.TryGetValue("settings", out var settings))
        {
            return null;
        }

        try
        {
            return settings.Deserialize<TSettings>(JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public int HorizonDays => Schedule.HorizonDays;

    public LabelledRows RowsAt(DateOnly cutoff) => LabelledRows.At(Histories, Shop, [cutoff], HorizonDays);

    public LabelledRows RowsAt(IReadOnlyList<DateOnly> cutoffs) => LabelledRows.At(Histories, Shop, cutoffs, HorizonDays);
}
