using Microsoft.Extensions.Logging;

namespace Insight.Ingestion;

/// <summary>Every log message of ingestion.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ingested {Path}: {Status}, read {Read}, accepted {Accepted}, rejected {Rejected}, duplicate {Duplicate}")]
    public static partial void Ingested(ILogger logger, string path, IngestionStatus status, long read, long accepted, long rejected, long duplicate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} lies under a shop that does not exist; it stays where it is and is ingested once the shop is created")]
    public static partial void UnknownShop(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} could not be ingested and is tried again by the next reconciliation")]
    public static partial void ReconcileFailed(ILogger logger, string path, Exception exception);
}
