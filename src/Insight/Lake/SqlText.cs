using System.Collections.Concurrent;
using System.Reflection;

namespace Insight.Lake;

/// <summary>The <c>.sql</c> files of this assembly, by their path.</summary>
internal static class SqlText
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Load(string path) => Texts.GetOrAdd(path, static p =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(p)
            ?? throw new ArgumentException($"No SQL file '{p}' is embedded.", nameof(path));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
