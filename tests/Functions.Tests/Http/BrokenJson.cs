namespace Insight.Functions.Tests.Http;

internal static class BrokenJson
{
    /// <summary>A character gone, doubled or another one, or a piece that stands twice.</summary>
    public static string Of(string json, Random random)
    {
        var at = random.Next(json.Length);
        var length = Math.Min(random.Next(1, 30), json.Length - at);
        return random.Next(4) switch
        {
            0 => json.Remove(at, 1),
            1 => json.Insert(at, json[at].ToString()),
            2 => json.Insert(at, json.Substring(at, length)),
            _ => json.Remove(at, 1).Insert(at, "\"{}[],:0-1eZnull\\u "[random.Next(19)].ToString()),
        };
    }
}
