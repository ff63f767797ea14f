using Insight.Shops;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>Texts of the query that go on to storage.</summary>
internal static class QueryText
{
    private const int MaxLength = 1024;

    /// <summary>A parameter of the query; null when it is missing or empty.</summary>
    public static string? Read(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length > MaxLength || text.Any(char.IsControl))
        {
            throw new InvalidFieldsException(name, $"Expected at most {MaxLength} characters and no control characters.");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>Whether a text can be the id of something that we named: it goes into paths of storage, so nothing else may.</summary>
    public static bool IsId(string? text) => text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
