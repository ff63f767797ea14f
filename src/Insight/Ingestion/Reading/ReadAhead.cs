using System.Runtime.CompilerServices;

namespace Insight.Ingestion.Reading;

/// <summary>Gets the next element while the caller still works on the one before.</summary>
internal static class ReadAhead
{
    public static async IAsyncEnumerable<T> OneAhead<T>(this IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var elements = source.GetAsyncEnumerator(stop.Token);
        await using (elements.ConfigureAwait(false))
        {
            var next = Next();
            try
            {
                while (await next.ConfigureAwait(false))
                {
                    var current = elements.Current;
                    next = Next();
                    yield return current;
                }
            }
            finally
            {
                // The caller may have left in the middle: an enumerator must not be disposed while it moves.
                await stop.CancelAsync().ConfigureAwait(false);
                await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            }

            Task<bool> Next() => Task.Run(async () => await elements.MoveNextAsync().ConfigureAwait(false), CancellationToken.None);
        }
    }
}
