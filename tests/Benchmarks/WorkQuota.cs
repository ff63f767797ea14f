using System.Diagnostics;

namespace Insight.Benchmarks;

/// <summary>A work folder of limited size: a file system of its own where this process may mount one, else only watched. Knows the most that lay in it.</summary>
internal sealed class WorkQuota : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private WorkQuota(string folder, bool isEnforced)
    {
        (Folder, IsEnforced) = (folder, isEnforced);
        _watching = WatchAsync();
    }

    public string Folder { get; }

    public bool IsEnforced { get; }

    public long PeakBytes { get; private set; }

    public static WorkQuota Open(string folder, long megabytes)
    {
        Directory.CreateDirectory(folder);
        return new WorkQuota(folder, OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m"), "tmpfs", folder));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        if (IsEnforced)
        {
            Run("umount", Folder);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!; // started or thrown
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task WatchAsync()
    {
        var drive = new DriveInfo(Folder);
        while (!_stop.IsCancellationRequested)
        {
            PeakBytes = Math.Max(PeakBytes, IsEnforced ? drive.TotalSize - drive.TotalFreeSpace : SizeOfFiles());
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private long SizeOfFiles()
    {
        try
        {
            return new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            return 0; // a file went while it was looked at; the next look is soon
        }
    }
}
