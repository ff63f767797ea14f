using System.Globalization;
using System.Runtime.InteropServices;

namespace Insight.Benchmarks;

/// <summary>What the figures depend on: the machine, and the process's peak of memory.</summary>
internal static class Machine
{
    public static string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>Forgets the peak so far; without effect where the system cannot.</summary>
    public static void ResetPeak()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    /// <summary>Largest resident size of this process since <see cref="ResetPeak"/>, in MB; 0 where the system does not say.</summary>
    public static long PeakMegabytes() => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).AsSpan(6).TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture) / 1024
        : 0;
}
