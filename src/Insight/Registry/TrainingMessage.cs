namespace Insight.Registry;

/// <summary>One model of one training run, as a message of the queue <c>training</c>.</summary>
/// <param name="Model">One of <see cref="ModelNames"/>.</param>
/// <param name="AsOf">Train as if it were this time; null: the end of the day of the last order.</param>
/// <param name="HorizonDays">Days that predictions speak of; null: the shop's setting.</param>
/// <param name="Publish">Whether a model that passes the gate becomes the champion; false for a backtest.</param>
public sealed record TrainingMessage(string Shop, string RunId, string Model, DateTimeOffset? AsOf, int? HorizonDays, bool Publish);
