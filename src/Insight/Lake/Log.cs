using Microsoft.Extensions.Logging;

namespace Insight.Lake;

/// <summary>Every log message of the lake.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Compacted the lake of {Shop}: {Before} files became {After}")]
    public static partial void Compacted(ILogger logger, string shop, int before, int after);
}
