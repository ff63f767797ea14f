using Microsoft.Extensions.Logging;

namespace Insight.Training;

/// <summary>All log messages of this library.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Trained {Model} of {Shop} in run {RunId}: {Algorithm}, {Decision}; {Seconds:0.0} s. {Reason}")]
    public static partial void Trained(ILogger logger, string model, string shop, string runId, string algorithm, string decision, double seconds, string reason);

    [LoggerMessage(2, LogLevel.Information, "The model {Model} of run {RunId} is done already; its message came again.")]
    public static partial void AlreadyDone(ILogger logger, string model, string runId);

    [LoggerMessage(3, LogLevel.Information, "Planned {Step} for {Shop}: {Reason}")]
    public static partial void Planned(ILogger logger, Planning.PlanStep step, string shop, string reason);
}
