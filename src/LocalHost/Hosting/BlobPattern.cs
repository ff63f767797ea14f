using System.Text.RegularExpressions;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// A blob trigger's path such as <c>uploads/{shop}/{name}</c>. As in the Functions host the last placeholder takes the rest of the path, slashes
/// included, and the ones before it take one segment at most.
/// </summary>
internal sealed partial class BlobPattern
{
    private readonly Regex expression;

    public BlobPattern(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        Container = slash < 0 ? path : path[..slash];
        var pattern = slash < 0 ? "{name}" : path[(slash + 1)..];
        var names = Placeholder().Matches(pattern).Select(match => match.Groups[1].Value).ToArray();
        Names = names;
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        Prefix = open < 0 ? pattern : pattern[..open];

        var position = 0;
        var text = "^";
        foreach (var (match, index) in Placeholder().Matches(pattern).Select((match, index) => (match, index)))
        {
            text += Regex.Escape(pattern[position..match.Index]) + $"(?<{match.Groups[1].Value}>{(index == names.Length - 1 ? ".+" : "[^/]+")})";
            position = match.Index + match.Length;
        }

        expression = new Regex(text + Regex.Escape(pattern[position..]) + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    public string Container { get; }

    /// <summary>What every matching name begins with.</summary>
    public string Prefix { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The placeholders' values, or null where the name does not match.</summary>
    public IReadOnlyDictionary<string, string>? Match(string blobName)
    {
        var match = expression.Match(blobName);
        return match.Success ? Names.ToDictionary(name => name, name => match.Groups[name].Value) : null;
    }

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Placeholder();
}
