using System.IO.Compression;
using Insight.Features;
using Insight.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation.Recommendations;

/// <summary>Lines of <c>product product … &lt;tab&gt; product</c>: a session so far and what came next.</summary>
internal static class PrefixFile
{
    public static IReadOnlyList<(string[] Prefix, string Target)> Read(string dataSet)
    {
        using var file = File.OpenRead(DataFiles.Find(dataSet).Single());
        using Stream content = dataSet.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        var lines = new List<(string[], string)>();
        while (reader.ReadLine() is { } line)
        {
            var halves = line.Split('\t');
            lines.Add(halves.Length == 2
                ? (halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), halves[1].Trim())
                : throw new ArgumentException($"Line {lines.Count + 1} of {dataSet} has {halves.Length} columns; expected a prefix, a tab and a target.", nameof(dataSet)));
        }

        return lines;
    }

    /// <summary>As examples over a log's products. What the log does not know is left out of a prefix; as a target it can only be missed.</summary>
    public static IReadOnlyList<RankingExample> Examples(InteractionLog log, IReadOnlyList<(string[] Prefix, string Target)> lines)
    {
        var places = log.Ids.Select((id, i) => KeyValuePair.Create(id, i)).ToDictionary(StringComparer.Ordinal);
        var weight = new Interaction("", null, InteractionKind.View).Weight;
        return [.. lines.Select((line, i) =>
        {
            int[] prefix = [.. line.Prefix.Where(places.ContainsKey).Select(id => places[id]).TakeLast(RecommendationContract.MaxHistory)];
            return new RankingExample($"t{i}", new RankingHistory(prefix, [.. prefix.Select(_ => weight)], new float[prefix.Length]), places.TryGetValue(line.Target, out var target) ? [target] : [], []);
        })];
    }
}
