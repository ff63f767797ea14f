using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>Every message that LocalHost logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed.")]
    public static partial void FunctionFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Function {Function} failed on {Source}, attempt {Attempt} of {Most}.")]
    public static partial void AttemptFailed(ILogger logger, string function, string source, long attempt, int most, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Function {Function} gave up on {Source}; it is now in queue {Queue}.")]
    public static partial void Poisoned(ILogger logger, string function, string source, string queue);

    [LoggerMessage(4, LogLevel.Warning, "Listening for function {Function} failed and goes on: {Reason}")]
    public static partial void ListenFailed(ILogger logger, string function, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The message {Message} of function {Function} could not be kept hidden: {Reason}")]
    public static partial void RenewalFailed(ILogger logger, string message, string function, string reason);

    [LoggerMessage(6, LogLevel.Information, "Function {Function} starts: {Source}.")]
    public static partial void Starts(ILogger logger, string function, string source);

    [LoggerMessage(7, LogLevel.Information, "Copied {File} to {Blob}.")]
    public static partial void Copied(ILogger logger, string file, string blob);

    [LoggerMessage(8, LogLevel.Warning, "{File} could not be copied and is tried again: {Reason}")]
    public static partial void CopyFailed(ILogger logger, string file, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Functions were still running after {Seconds} s and are left; their messages come back.")]
    public static partial void StopTimedOut(ILogger logger, double seconds);
}
