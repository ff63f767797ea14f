using System.Collections.Concurrent;

namespace LocalHost.Tests.Samples;

/// <summary>What the sample functions saw, and what they are told to do.</summary>
public sealed class Recorder
{
    private readonly ConcurrentQueue<string> entries = new();

    public IReadOnlyList<string> Entries => [.. entries];

    public void Add(string entry) => entries.Enqueue(entry);

    public async Task<bool> SeesAsync(Func<IReadOnlyList<string>, bool> condition, TimeSpan limit)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!condition(Entries))
        {
            if (watch.Elapsed > limit)
            {
                return false;
            }

            await Task.Delay(50);
        }

        return true;
    }
}
