namespace Insight.LocalHost.Hosting;

/// <summary>LocalHost serves well-known keys, so it refuses to run where others could reach them.</summary>
internal static class DevelopmentOnly
{
    private static readonly string[] EnvironmentNames = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "AZURE_FUNCTIONS_ENVIRONMENT"];

    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="LocalHostException">This is not a development machine.</exception>
    public static void Check(Func<string, string?> variable)
    {
        foreach (var name in EnvironmentNames)
        {
            if (variable(name) is { Length: > 0 } value && !string.Equals(value, "Development", StringComparison.OrdinalIgnoreCase))
            {
                throw new LocalHostException($"LocalHost is for development only and {name} is '{value}': unset it or set it to Development. To serve others, publish src/Functions.");
            }
        }

        if (variable("WEBSITE_INSTANCE_ID") is { Length: > 0 })
        {
            throw new LocalHostException("LocalHost is for development only and this is an instance in Azure (WEBSITE_INSTANCE_ID is set): publish src/Functions instead.");
        }
    }
}
