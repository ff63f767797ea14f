using System.Diagnostics;
using System.Reflection;
using Insight.Functions;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Tests;

/// <summary>What was compiled against declarations must never reach Azure: see src/Functions/Worker.targets.</summary>
public sealed class PublishTests
{
    [SkippableFact]
    public async Task Publish_WithoutTheWorker_IsRefusedWithReasonAndRemedy()
    {
        Skip.IfNot(typeof(FunctionAttribute).Assembly == typeof(InsightFunctionsRegistration).Assembly, "The real worker is here, so publishing is allowed");
        var output = Directory.CreateTempSubdirectory("insight-publish");
        try
        {
            var (exitCode, text) = await RunAsync("publish", Path.Combine(Root(), "src", "Functions"), "--no-build", "-c", Configuration, "-nodeReuse:false", "-o", output.FullName);

            Assert.NotEqual(0, exitCode);
            Assert.Contains("error INSIGHT002", text, StringComparison.Ordinal);
            Assert.Contains("dotnet restore -force", text, StringComparison.Ordinal);
            Assert.Empty(output.EnumerateFileSystemInfos());
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    [Fact]
    public void Output_HasTheRootsHostJson() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Root(), "host.json")), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    private static string Configuration => typeof(PublishTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration; // the SDK writes it

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Functions.sln is in no folder above " + AppContext.BaseDirectory);
        }

        return folder.FullName;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!; // UseShellExecute is off, so a process is started
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
