using System.Diagnostics;
using Insight.Features;
using Insight.Profiles;
using Insight.Registry;
using Insight.Scoring;

namespace Insight.Benchmarks;

/// <summary>
/// One customer in process: history to profile by all models, against the features and the bare ONNX Runtime calls of the same models on values that are
/// bound once. Both run in turns on one thread.
/// </summary>
internal static class ScoreBenchmark
{
    private const int PerRound = 2_000, Customers = 256, Orders = 12;

    /// <summary>Keeps the compiler from putting an answer on the stack.</summary>
    private static CustomerProfile? _kept;

    public static Task RunAsync(Arguments arguments)
    {
        var rounds = (int)arguments.Number("rounds", 40);
        var results = new Results("score");
        var histories = Enumerable.Range(0, Customers).Select(i => BenchShops.History(Orders, seed: i)).ToArray();
        var files = ModelNames.OfCustomers.ToDictionary(model => model, model => BenchModels.Of(model, seed: 1));
        using var models = new ModelSet(new LoadedModels([.. files.Select(file => new CachedModel(OnnxModel.Load(BenchModels.Manifest(file.Key, "v1", file.Value), file.Value), file.Value.Length))]));
        var bare = files.Select(file => new BareModel(file.Key, file.Value)).ToArray();
        var context = BenchShops.Context with { Models = models };
        var scorer = new CustomerScorer(TimeProvider.System);
        var sink = 0.0;
        List<double> floor = [], product = [];
        for (var round = -2; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRound; i++)
            {
                sink += Bare(histories[i % Customers], bare);
            }

            var between = Stopwatch.GetTimestamp();
            for (var i = 0; i < PerRound; i++)
            {
                sink += scorer.Score(histories[i % Customers], context).Orders;
            }

            // The first rounds are for the compiler.
            if (round >= 0)
            {
                floor.Add(Stopwatch.GetElapsedTime(started, between).TotalMicroseconds / PerRound);
                product.Add(Stopwatch.GetElapsedTime(between).TotalMicroseconds / PerRound);
            }
        }

        results.Add("floor: features and bare calls, median", Results.Median(floor), "µs");
        results.Add("product: a profile, median", Results.Median(product), "µs");
        results.Add("product / floor", Results.Median(product.Zip(floor, (a, b) => a / b)), "×", bar: 1.3);
        var answer = scorer.Score(histories[0], context);
        var size = AllocatedBy(() => Copy(answer));
        var calls = AllocatedBy(() => Bare(histories[0], bare) is var score && score > 0 ? answer : throw new InvalidOperationException("A score was not a number."));
        results.Add("an answer's own size", size, "bytes");
        results.Add("allocated by the bare calls", calls, "bytes");
        results.Add("allocated for an answer", AllocatedBy(() => scorer.Score(histories[0], context)), "bytes", bar: size + calls);
        results.Print();
        Array.ForEach(bare, model => model.Dispose());
        return double.IsNaN(sink) ? throw new InvalidOperationException("A score was not a number.") : Task.CompletedTask;
    }

    private static double Bare(CustomerHistory history, BareModel[] models)
    {
        Span<float> features = stackalloc float[FeatureVector.Count];
        FeatureVector.Compute(history, BenchShops.Cutoff, features);
        var sum = 0.0;
        foreach (var model in models)
        {
            sum += model.Run(features);
        }

        return sum;
    }

    /// <summary>Allocates what an answer consists of and nothing else.</summary>
    private static CustomerProfile Copy(CustomerProfile profile) => profile with
    {
        Rfm = profile.Rfm! with { }, Segment = profile.Segment! with { }, Purchase = profile.Purchase! with { }, Value = profile.Value! with { }, // all models answer
    };

    private static double AllocatedBy(Func<CustomerProfile> make)
    {
        _kept = make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < PerRound; i++)
        {
            _kept = make();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)PerRound;
    }
}
