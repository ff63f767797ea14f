using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Insight.Tests.Scoring;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, int Event, string Message, Exception? Exception)> _records = new();

    public IReadOnlyCollection<(LogLevel Level, int Event, string Message, Exception? Exception)> Records => _records;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _records.Enqueue((logLevel, eventId.Id, formatter(state, exception), exception));
}
