using Microsoft.Extensions.Logging;

namespace Insight.Functions.Http;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed with {Status} (trace {TraceId})")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path, int status, string traceId);
}
