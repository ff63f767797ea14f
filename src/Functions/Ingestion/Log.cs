using Microsoft.Extensions.Logging;

namespace Insight.Functions.Ingestion;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Upload {Name} lies in no shop's folder: expected uploads/<shop>/<file>. It was left alone.")]
    public static partial void NotInAShop(ILogger logger, string name);

    [LoggerMessage(2, LogLevel.Error, "Upload {Name} failed again and again and was given up")]
    public static partial void UploadAbandoned(ILogger logger, string name);

    [LoggerMessage(3, LogLevel.Information, "Reconciliation ingested {Count} uploads that no trigger had brought")]
    public static partial void Reconciled(ILogger logger, int count);
}
