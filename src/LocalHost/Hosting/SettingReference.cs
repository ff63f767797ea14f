using Microsoft.Extensions.Configuration;

namespace Insight.LocalHost.Hosting;

/// <summary>Resolves <c>%Setting%</c> in what triggers name.</summary>
internal static class SettingReference
{
    /// <exception cref="LocalHostException">The setting is missing.</exception>
    public static string Resolve(string function, string text, IConfiguration configuration)
    {
        if (text.Length < 3 || text[0] != '%' || text[^1] != '%')
        {
            return text;
        }

        var name = text[1..^1];
        return configuration[name.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new LocalHostException($"Function {function} refers to the setting {name}, which is missing.");
    }
}
