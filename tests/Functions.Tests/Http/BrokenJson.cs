namespace Insight.Functions.Tests.Http;

internal static class BrokenJson
{
    /// <summary>Of 4,000 texts, whole or broken once or twice, a plain reader takes none that the general one refuses, and reads them alike.</summary>
    /// <param name="sent">A text that is right.</param>
    /// <param name="plain">What the one has read, told; null where it takes nothing.</param>
    /// <param name="general">What the other has read; null where it refuses.</param>
    public static void IsReadAlike(int seed, Func<Random, string> sent, Func<string, string?> plain, Func<string, string?> general)
    {
        var random = new Random(seed);
        var (taken, refused) = (0, 0);
        for (var i = 0; i < 4000; i++)
        {
            var json = sent(random);
            for (var broken = random.Next(3); broken > 0; broken--)
            {
                json = Of(json, random);
            }

            if (plain(json) is { } read)
            {
                taken++;
                Assert.True(read == general(json), json);
            }
            else
            {
                refused++;
            }
        }

        Assert.InRange(taken, 1000, 3500);
        Assert.InRange(refused, 500, 3000);
    }

    /// <summary>A character gone, doubled or another one, or a piece that stands twice.</summary>
    private static string Of(string json, Random random)
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
