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

    /// <summary>The first of these words (lower case, letters and digits only) that a column's name consists of, whatever stands between its letters; or null.</summary>
    public string? Alike(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Names.FirstOrDefault(name => Plain(name) == word) is { } found)
            {
                return DuckDb.Identifier(found);
            }
        }

        return null;
    }

    /// <summary>The columns that <paramref name="used"/> leaves over, as SQL of a JSON object of those that have a value; null when nothing is left over.</summary>
    /// <param name="used">SQL expressions in which columns stand as identifiers.</param>
    /// <param name="missing">Further texts that mean "no value".</param>
    public string? Rest(IEnumerable<string?> used, IReadOnlyList<string>? missing = null)
    {
        var taken = string.Concat(used);
        var rest = Names.Where(name => !taken.Contains(DuckDb.Identifier(name), StringComparison.Ordinal)).ToList();
        return rest.Count == 0 ? null : Object(rest, missing);
    }

    /// <summary>SQL of a JSON object of those of the columns that have a value.</summary>
    /// <param name="missing">Further texts that mean "no value".</param>
    public static string Object(IEnumerable<string> names, IReadOnlyList<string>? missing = null)
    {
        var none = missing?.Where(text => text.Length > 0).Select(DuckDb.Literal).ToList() ?? [];
        return $"json_known(json_object({string.Join(", ", names.Select(name => $"{DuckDb.Literal(name)}, json_value({Value(DuckDb.Identifier(name))})"))}))";

        string Value(string column) => none.Count == 0 ? column : $"CASE WHEN trim({column}) NOT IN ({string.Join(", ", none)}) THEN {column} END";
    }

    /// <summary>Letters and digits of a name, in lower case.</summary>
    public static string Plain(string name) => string.Concat(name.ToLowerInvariant().Where(char.IsLetterOrDigit));

    /// <summary>The name as the file writes it, or null.</summary>
    public string? Find(string name) => _byName.GetValueOrDefault(Normal(name));

    private static string Normal(string name) => name.Trim().ToLowerInvariant();
}
