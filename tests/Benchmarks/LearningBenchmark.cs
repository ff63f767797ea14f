using System.Diagnostics;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Benchmarks;

/// <summary>Training steps of Insight.Learning and of PyTorch in turns, one thread each: the recurrent network of the library's README and a self-attention network over products.</summary>
internal static class LearningBenchmark
{
    private const int Products = 12_000, Width = 64, Negatives = 256;

    public static Task RunAsync(Arguments arguments)
    {
        var rounds = (int)arguments.Number("rounds", 15);
        var results = new Results("learning");
        var lstm = new SequentialNetwork(
            new NetworkInput("x", TensorType.Float, ["N", "L", 1]), new Lstm(50, returnSequences: true), new Dropout(0.2), new Lstm(50), new Dropout(0.2), new Dense(1));
        Compare(results, "lstm", lstm, new MeanSquaredError(), batch: 32, length: 60, rounds, steps: 20, (int)arguments.Number("memory-steps", 10_000));
        var table = new RowTable("products", Products, Width, Initializer.Normal(1));
        var attention = new SequentialNetwork(
            new NetworkInput("x", TensorType.Int64, ["N", "L"], table.Name), new Embedding(table), new SelfAttention(heads: 2, hidden: 2 * Width), new LayerNorm());
        Compare(results, "attention", attention, new SampledSoftmax(table, Negatives), batch: 128, length: 50, rounds, steps: 6, memorySteps: 0);
        results.Print();
        return Task.CompletedTask;
    }

    private static void Compare(Results results, string name, Network network, ILoss loss, int batch, int length, int rounds, int steps, int memorySteps)
    {
        var optimizer = new Adam();
        using var state = new TrainingState(WeightLayout.Of(network, loss, batch, length), optimizer.Slots, seed: 1);
        var started = Stopwatch.GetTimestamp();
        using var step = new TrainingStep(state, network, loss, new UpdateRule(optimizer), batch, length);
        results.Add($"{name}: session built in", Stopwatch.GetElapsedTime(started).TotalSeconds, "s", bar: 2);
        using var peer = TorchPeer.Start(name);
        var random = new Random(1);
        Run(step, random, steps);
        peer.Run(steps);
        List<double> floor = [], product = [];
        for (var round = 0; round < rounds; round++)
        {
            floor.Add(peer.Run(steps));
            product.Add(Run(step, random, steps));
        }

        results.Add($"{name}: PyTorch, median", Results.Median(floor), "ms/step");
        results.Add($"{name}: Insight.Learning, median", Results.Median(product), "ms/step");
        results.Add($"{name}: Insight.Learning / PyTorch", Results.Median(product.Zip(floor, (a, b) => a / b)), "×", bar: 1);
        if (memorySteps > 0)
        {
            Run(step, random, memorySteps / 10);
            var (resident, allocated) = (Environment.WorkingSet, GC.GetAllocatedBytesForCurrentThread());
            Run(step, random, memorySteps);
            results.Add($"{name}: managed bytes a step", (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)memorySteps, "bytes");
            results.Add($"{name}: memory grown over {memorySteps:N0} steps", (Environment.WorkingSet - resident) / 1e6, "MB");
        }
    }

    /// <returns>Milliseconds a step, filling its buffers included.</returns>
    private static double Run(TrainingStep step, Random random, int steps)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++)
        {
            foreach (var input in step.Buffers.Inputs)
            {
                Fill(step.Buffers, input, random);
            }

            step.Run(learningRate: 0.001);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / steps;
    }

    private static void Fill(BatchBuffers buffers, NetworkInput input, Random random)
    {
        if (input.Type == TensorType.Int64)
        {
            foreach (ref var id in buffers.Longs(input.Name))
            {
                id = random.Next(Products);
            }

            return;
        }

        foreach (ref var value in buffers.Floats(input.Name))
        {
            value = input.Name.EndsWith("_weight", StringComparison.Ordinal) ? 1 : random.NextSingle();
        }
    }
}
