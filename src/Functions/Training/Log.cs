using Microsoft.Extensions.Logging;

namespace Insight.Functions.Training;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A message of queue {Queue} names the shop {Shop}, which is not there (any more); it was dropped")]
    public static partial void ShopGone(ILogger logger, string queue, string shop);

    [LoggerMessage(2, LogLevel.Information, "Profiles of {Shop}: {Customers} customers scored, {Written} written, {Unchanged} unchanged, {Removed} removed")]
    public static partial void Refreshed(ILogger logger, string shop, int customers, int written, int unchanged, int removed);

    [LoggerMessage(3, LogLevel.Error, "Training of {Model} for {Shop} (run {RunId}) failed again and again and was given up")]
    public static partial void TrainingAbandoned(ILogger logger, string model, string shop, string runId);

    [LoggerMessage(4, LogLevel.Error, "Refreshing the profiles of {Shop} (run {RunId}) failed again and again and was given up")]
    public static partial void RefreshAbandoned(ILogger logger, string shop, string? runId);

    [LoggerMessage(5, LogLevel.Error, "Planning training for {Shop} failed")]
    public static partial void PlanFailed(ILogger logger, Exception exception, string shop);

    [LoggerMessage(6, LogLevel.Information, "Planned {Runs} training runs and {Refreshes} refreshes")]
    public static partial void Planned(ILogger logger, int runs, int refreshes);
}
