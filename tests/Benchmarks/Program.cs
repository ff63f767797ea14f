using Insight.Benchmarks;

// A benchmark is one line here: its name, what --help says of it, and what runs.
var benchmarks = new Dictionary<string, (string Help, Func<Arguments, Task> Run)>(StringComparer.Ordinal)
{
    ["ingest"] = ("ingest [--rows 3000000] [--runs 3]   a dirty CSV from blob to snapshot, against a bare DuckDB script", IngestBenchmark.RunAsync),
    ["ingest-big"] = ("ingest-big [--megabytes 3000] [--quota 700]   the same without a script to compare, within a quota of disk; as root the quota is enforced", BigIngestBenchmark.RunAsync),
    ["append"] = ("append [--rows 10000000] [--added 100000] [--runs 3]   rows added to a large lake, against the same rows added to an empty one", AppendBenchmark.RunAsync),
    ["commits"] = ("commits [--commits 1000]   many small commits, then compaction", CommitsBenchmark.RunAsync),
    ["models"] = ("models [--shops 200] [--megabytes 512]   many shops' models in one process: memory, and what loading costs", ModelsBenchmark.RunAsync),
    ["score"] = ("score [--rounds 40]   one customer in process, against bare ONNX Runtime calls and the features", ScoreBenchmark.RunAsync),
    ["http-scores"] = ("http-scores [--rounds 8] [--connections 4] [--milliseconds 1500]   POST /scores through LocalHost, against an echo on the same Kestrel", HttpScoresBenchmark.RunAsync),
    ["http-scores-trained"] = ("http-scores-trained [--rounds 8] [--connections 4] [--milliseconds 1500]   the same with the models that the demo's shop trains", HttpScoresBenchmark.RunTrainedAsync),
    ["recommend"] = ("recommend [--rounds 40] [--products 100000]   ten recommendations in process, against the bare ONNX Runtime run", RecommendBenchmark.RunAsync),
    ["recommend-blend"] = ("recommend-blend [--rounds 40] [--products 10000]   the same with a blend as large shops train it", RecommendBenchmark.RunBlendAsync),
    ["http-recommend"] = ("http-recommend [--rounds 8] [--products 10000] [--connections 4] [--milliseconds 1500]   POST /recommendations through LocalHost, against an echo", HttpRecommendBenchmark.RunAsync),
    ["http-recommend-blend"] = ("http-recommend-blend [--rounds 8] [--products 10000] [--connections 4] [--milliseconds 1500]   the same with a blend as large shops train it", HttpRecommendBenchmark.RunBlendAsync),
    ["item-to-item"] = ("item-to-item [--interactions 10000000] [--products 100000]   neighbours of every product, with the memory that takes", ItemToItemBenchmark.RunAsync),
    ["refresh"] = ("refresh [--customers 200000] [--rounds 1]   lake to profiles, against the same rows written by the bare client", RefreshBenchmark.RunAsync),
    ["learning"] = ("learning [--rounds 15] [--memory-steps 10000]   training steps, against PyTorch (Debian: python3-torch libopenblas0-pthread)", LearningBenchmark.RunAsync),
};

if (args is [var name, ..] && benchmarks.TryGetValue(name, out var chosen))
{
    await chosen.Run(Arguments.Parse(args[1..]));
    return 0;
}

Console.WriteLine("All take --memory (DuckDB's, in MB) and --chunk (bytes). dotnet run -c Release --project tests/Benchmarks -- <benchmark> [options]");
foreach (var (help, _) in benchmarks.Values)
{
    Console.WriteLine("  " + help);
}

return args is [] or ["--help"] ? 0 : 1;
