namespace Insight.Scoring;

/// <summary>
/// Rooms that are bound to a session, each lent to one caller at a time. A caller gets the one that was used last on the same processor: its cache still holds it, and no other's
/// has to be asked.
/// </summary>
/// <param name="make">Makes a room where none is free.</param>
/// <param name="close">Frees what a room holds.</param>
internal sealed class BoundPool<T>(Func<T> make, Action<T> close)
    where T : class
{
    /// <summary>Places so far from each other that no two are in one line of a cache.</summary>
    private const int Apart = 8;

    private readonly T?[] _near = new T?[Environment.ProcessorCount * Apart];
    private readonly Stack<T> _others = new();
    private volatile bool _closed;

    private ref T? Near => ref _near[Thread.GetCurrentProcessorId() % Environment.ProcessorCount * Apart];

    /// <exception cref="ObjectDisposedException">The pool was closed.</exception>
    public T Rent()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (Interlocked.Exchange(ref Near, null) is { } near)
        {
            return near;
        }

        lock (_others)
        {
            if (_others.TryPop(out var other))
            {
                return other;
            }
        }

        return make();
    }

    public void Return(T room)
    {
        if (Interlocked.CompareExchange(ref Near, room, null) is not null)
        {
            lock (_others)
            {
                _others.Push(room);
            }
        }
    }

    /// <summary>Closes all rooms. Not while one is lent.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var near in _near)
        {
            if (near is not null)
            {
                close(near);
            }
        }

        foreach (var other in _others)
        {
            close(other);
        }
    }
}
