using System.ComponentModel;
using System.Diagnostics;

namespace Insight.EndToEnd.Tests;

/// <summary>Chromium without a window.</summary>
internal static class Browser
{
    /// <summary>Opens a page and gives its text as it stands when its scripts have nothing left to wait for.</summary>
    public static async Task<string> ReadAsync(Uri page)
    {
        using var browser = Start(page);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var problems = browser.StandardError.ReadToEndAsync(patience.Token);
            var text = await browser.StandardOutput.ReadToEndAsync(patience.Token);
            await browser.WaitForExitAsync(patience.Token);
            Assert.True(browser.ExitCode == 0, $"Chromium ended with {browser.ExitCode}: {await problems}");
            return text;
        }
        finally
        {
            if (!browser.HasExited)
            {
                browser.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(Uri page)
    {
        try
        {
            string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom", page.AbsoluteUri];
            return Process.Start(new ProcessStartInfo("chromium", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!; // it starts, or throws
        }
        catch (Win32Exception)
        {
            Skip.If(true, "chromium is not on the path: install it to see pages as a browser does.");
            throw;
        }
    }
}
