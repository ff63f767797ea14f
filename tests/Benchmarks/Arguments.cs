using System.Globalization;

namespace Insight.Benchmarks;

/// <summary>Options of a benchmark: <c>--name number</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">An option has no number.</exception>
    public static Arguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new Arguments();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            parsed._values[arguments[i].TrimStart('-')] = i + 1 < arguments.Count && long.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new ArgumentException($"{arguments[i]} expects a number.", nameof(arguments));
        }

        return parsed;
    }

    /// <summary>Settings of the product: <c>--memory</c> (of DuckDB, MB) and <c>--chunk</c> (bytes), where they are given.</summary>
    public (string Key, string Value)[] Settings(long memoryMegabytes)
    {
        var settings = new List<(string Key, string Value)> { ("Insight:Lake:MemoryMegabytes", Text(Number("memory", memoryMegabytes))) };
        if (_values.TryGetValue("chunk", out var chunk))
        {
            settings.Add(("Insight:Ingestion:ChunkBytes", Text(chunk)));
        }

        return [.. settings];

        static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }

    public long Number(string name, long otherwise) => _values.GetValueOrDefault(name, otherwise);
}
