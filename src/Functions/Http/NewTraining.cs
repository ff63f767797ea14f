namespace Insight.Functions.Http;

/// <summary>What to train, everything by default.</summary>
/// <param name="Models">Questions; all when left out.</param>
/// <param name="AsOf">Train and score as if it were that time: a date (its end in the shop's zone) or an instant. By default the end of the data.</param>
/// <param name="HorizonDays">Days that predictions speak of, 7 to 730; the shop's setting by default.</param>
/// <param name="Publish">Whether models that pass the gate serve; by default only without asOf.</param>
internal sealed record NewTraining(IReadOnlyList<string>? Models = null, string? AsOf = null, int? HorizonDays = null, bool? Publish = null);
