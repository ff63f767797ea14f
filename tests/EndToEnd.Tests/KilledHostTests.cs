using System.Diagnostics;
using Insight.LocalHost.Hosting;

namespace Insight.EndToEnd.Tests;

/// <summary>The short form of tests/Soak: hosts that are processes of their own die in the middle of an ingestion, or do the same at once.</summary>
public sealed class KilledHostTests
{
    [SkippableFact]
    public Task KilledAtRandomMoments_TheNextHostLeavesTheSameLakeReceiptAndQuarantine() => SoakAsync("kill", "--times", "2", "--parallel", "2");

    [SkippableFact]
    public Task TwoHostsAtOnce_OneEffect() => SoakAsync("twice", "--times", "1");

    private static async Task SoakAsync(params string[] arguments)
    {
        Skip.IfNot(AzuriteProcess.IsAvailable, "npx is not on the path: install Node 20 to run the tests that use Azurite.");
        using var soak = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Soak.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!; // started or thrown
        var errors = soak.StandardError.ReadToEndAsync();
        var output = await soak.StandardOutput.ReadToEndAsync();
        await soak.WaitForExitAsync();
        Assert.True(soak.ExitCode == 0, output + await errors);
    }
}
