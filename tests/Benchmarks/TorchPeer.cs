using System.Diagnostics;
using System.Globalization;

namespace Insight.Benchmarks;

/// <summary>PyTorch in a process of its own, which takes training steps when it is told to.</summary>
internal sealed class TorchPeer : IDisposable
{
    /// <summary>Debian's, for which the package python3-torch is.</summary>
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private TorchPeer(Process process) => _process = process;

    /// <param name="network"><c>lstm</c> or <c>attention</c>.</param>
    public static TorchPeer Start(string network)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "peers", "torch_steps.py"), network]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return new TorchPeer(Process.Start(start) ?? throw new InvalidOperationException($"'{Python}' did not start."));
    }

    /// <returns>Milliseconds a step.</returns>
    public double Run(int steps)
    {
        _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended; is python3-torch installed (apt-get install python3-torch)?");
        return double.Parse(answer, CultureInfo.InvariantCulture) / steps;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
