using System.IO.Compression;
using Insight.Features;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Evaluation;

internal static class RecoScratch
{
    public static void Run(string[] args)
    {
        var (log, validation, training, test) = args[1] == "beauty" ? Beauty() : Yoochoose();
        Console.WriteLine($"{log.Sequences} sequences, {log.Products} products, {log.Interactions} interactions; validation {validation.Count}, test {test.Count}");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var random = new Random(1);
        var some = validation.OrderBy(_ => random.Next()).Take(10000).ToList();
        var fits = RecommenderFits.Choose(training, some, args[1] != "beauty", new ItemToItemSettings(), new Insight.Training.TrainingOptions(), new Deadline(TimeProvider.System, TimeSpan.FromMinutes(10)), text => Console.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} {text}"), default);
        Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(fits.Settings) + " best " + fits.Best);
        foreach (var recommender in fits.Fit(log, default))
        {
            Report(recommender.Algorithm, recommender, log, test);
            Console.WriteLine($"{watch.Elapsed}");
        }
    }

    public static void Report(string name, IRecommender recommender, InteractionLog log, IReadOnlyList<RankingExample> test)
    {
        var ranked = RankingMetrics.Rank(recommender, log.Products, test).Select(r => r.Targets).ToArray();
        Console.WriteLine(FormattableString.Invariant($"{name}: HR@10 {ranked.Average(r => r.Hit(10)):0.0000} NDCG@10 {ranked.Average(r => r.Ndcg(10)):0.0000} HR@20 {ranked.Average(r => r.Hit(20)):0.0000} MRR@20 {ranked.Average(r => r.ReciprocalRank(20)):0.0000}"));
    }

    public static (InteractionLog Log, List<RankingExample> Validation, InteractionLog Training, List<RankingExample> Test) Beauty()
    {
        var builder = new InteractionLogBuilder();
        foreach (var line in Lines("amazon_beauty/Beauty.txt.gz"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var item in parts.Skip(1))
            {
                builder.Add(parts[0], null, item, null, InteractionKind.View);
            }
        }

        var whole = builder.Build();
        var log = whole.Cut(i => whole.LengthOf(i) - 1);
        var training = whole.Cut(i => whole.LengthOf(i) - 2);
        List<RankingExample> Examples(int back) => [.. Enumerable.Range(0, whole.Sequences).Select(i =>
        {
            var end = whole.LengthOf(i) - back;
            return new RankingExample(whole.Owners[i], whole.HistoryOf(i, end, 0), [whole.ProductsOf(i)[end]], whole.ProductsOf(i)[..end].ToArray().Except([whole.ProductsOf(i)[end]]).ToArray());
        })];
        return (log, Examples(2), training, Examples(1));
    }

    public static (InteractionLog Log, List<RankingExample> Validation, InteractionLog Training, List<RankingExample> Test) Yoochoose()
    {
        var builder = new InteractionLogBuilder();
        var n = 0;
        foreach (var line in Lines("yoochoose/train_sessions.txt.gz"))
        {
            n++;
            foreach (var item in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                builder.Add($"s{n}", null, item, null, InteractionKind.View);
            }
        }

        var log = builder.Build();
        var split = n * 9 / 10;
        var training = log.Take([.. Enumerable.Range(0, split)]);
        var validation = new List<RankingExample>();
        for (var s = split; s < n; s++)
        {
            for (var end = 1; end < log.LengthOf(s); end++)
            {
                validation.Add(new RankingExample(log.Owners[s], log.HistoryOf(s, end, 0), [log.ProductsOf(s)[end]], []));
            }
        }

        var places = log.Ids.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i);
        var test = new List<RankingExample>();
        foreach (var line in Lines("yoochoose/test_prefix_target.tsv.gz"))
        {
            var halves = line.Split('\t');
            int[] prefix = [.. halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => places.GetValueOrDefault(id, -1)).Where(i => i >= 0).TakeLast(100)];
            test.Add(new RankingExample("t" + test.Count, new RankingHistory(prefix, [.. prefix.Select(_ => 0.5f)], new float[prefix.Length]), places.TryGetValue(halves[1], out var target) ? [target] : [], []));
        }

        return (log, validation, training, test);
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead("/work/shared/data/" + file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
