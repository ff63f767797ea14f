namespace Insight.Functions.Http;

/// <summary>Texts in the path of an address.</summary>
internal static class RouteText
{
    /// <summary>The text as it was meant: servers decode everything in a path but the slash.</summary>
    public static string Decode(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
