using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>The columns of a file, found regardless of case and white space, as SQL.</summary>
/// <param name="hasHeader">False when the names are made up (<c>column1</c>, …) because the first record is data already.</param>
/// <param name="sample">The first records, as text; empty where the reader has none at hand.</param>
internal sealed class FileColumns(IReadOnlyList<string> names, bool hasHeader = true, IReadOnlyList<IReadOnlyList<string>>? sample = null)
{
    private readonly Dictionary<string, string> _byName = names.ToDictionary(Normal, name => name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names { get; } = names;

    public bool HasHeader { get; } = hasHeader;

    public IReadOnlyList<IReadOnlyList<string>> Sample { get; } = sample ?? [];

    public bool HasAll(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (!Has(name))
            {
                return false;
            }
        }

        return true;
    }

    public bool Has(string name) => _byName.ContainsKey(Normal(name));

    /// <summary>The column as an SQL identifier.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such column.</exception>
    public string this[string name] => DuckDb.Identifier(_byName[Normal(name)]);

    /// <summary>The first of these that the file has, or null.</summary>
    public string? First(params ReadOnlySpan<string> candidates)
    {
        foreach (var name in candidates)
        {
            if (_byName.TryGetValue(Normal(name), out var found))
            {
                return DuckDb.Identifier(found);
            }
        }

        return null;
    }

    private static string Normal(string name) => name.Trim().ToLowerInvariant();
}
