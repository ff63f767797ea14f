using Microsoft.Extensions.Configuration;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// The settings of the functions, the later winning: development's defaults, the Values of local.settings.json, the environment, the options.
/// </summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    public static void Apply(ConfigurationManager configuration, LocalHostOptions options)
    {
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Insight:AdminKey"] = "admin-key" });
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true, reloadOnChange: false).Build();
        configuration.AddInMemoryCollection(file.GetSection("Values").GetChildren().Select(setting => KeyValuePair.Create(Name(setting.Key), setting.Value)));
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(options.Settings);
    }

    /// <summary>App settings write sections as the environment does.</summary>
    private static string Name(string key) => key.Replace("__", ":", StringComparison.Ordinal);
}
