using System.Diagnostics;

namespace Insight.Benchmarks;

/// <summary>What a run took: time, processor time of this process, and its largest resident size (0 where the system does not say).</summary>
internal sealed record Measured(double Seconds, double ProcessorSeconds, long PeakMegabytes)
{
    public static async Task<Measured> RunAsync(Func<Task> run)
    {
        Machine.ResetPeak();
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        await run();
        return new Measured(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, Machine.PeakMegabytes());
    }
}
