using Insight.Learning.Graphs;
using Insight.Learning.Losses;

namespace Insight.Learning.Training;

/// <summary>Loss and metrics of examples with the weights as they are, without dropout.</summary>
internal sealed class Evaluator(TrainingState state, Network network, ILoss loss, TrainerOptions options) : IDisposable
{
    private readonly Dictionary<(Examples Examples, int Batch, int Length), (EvaluationStep Step, BatchFeed Feed)> _steps = [];

    /// <summary>The mean loss over the examples, and each metric.</summary>
    /// <exception cref="InvalidExamplesException">A metric's target is not among the examples, or its labels do not divide the output.</exception>
    public (double Loss, IReadOnlyDictionary<string, double> Metrics) Evaluate(ExampleSet set, CancellationToken cancellationToken)
    {
        // Nothing is learned here, so larger batches change nothing but the time.
        int size = Math.Min(Math.Max(options.BatchSize, 128), set.Indices.Length);
        double sum = 0;
        double amount = 0;
        var totals = new (double Sum, double Count)[options.Metrics.Count];
        IReadOnlyList<Batch> batches = new BatchPlan(set.Examples, set.Indices, size, options.ShortestLength).InOrder();
        for (int i = 0; i < batches.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (EvaluationStep step, BatchFeed feed) = StepFor(set.Examples.Examples, size, batches[i].Length);

            // Samplers draw the same in every epoch: losses are compared with each other.
            feed.Fill(batches[i], CounterHash.Mix(options.Seed, i, 5));
            (float batchLoss, float batchAmount) = step.Run();
            sum += batchLoss;
            amount += batchAmount;
            for (int m = 0; m < totals.Length; m++)
            {
                (double Sum, double Count) added = OfBatch(options.Metrics[m], set, batches[i], step);
                totals[m] = (totals[m].Sum + added.Sum, totals[m].Count + added.Count);
            }
        }

        return (sum / RequireSome(amount, set), options.Metrics.Select((metric, i) => (metric.Name, Value: totals[i].Sum / totals[i].Count))
            .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
    }

    /// <exception cref="InvalidExamplesException">Nothing counts: there is no mean.</exception>
    public static double RequireSome(double amount, ExampleSet set) => amount > 0
        ? amount
        : throw new InvalidExamplesException($"None of {set.Indices.Length} examples counts: all their weights are zero.");

    public void Dispose()
    {
        foreach ((EvaluationStep step, _) in _steps.Values)
        {
            step.Dispose();
        }
    }

    private static (double Sum, double Count) OfBatch(Metric metric, ExampleSet set, Batch batch, EvaluationStep step)
    {
        if (!set.Examples.Examples.Columns.TryGetValue(metric.Target, out ExampleColumn? labels))
        {
            throw new InvalidExamplesException($"Metric '{metric.Name}' wants '{metric.Target}', which is not among the examples.");
        }

        int width = step.Output.Length / (int)step.OutputSizes[0];
        int fed = labels.ItemSize * (labels.IsSequence ? batch.Length : 1);
        if (fed == 0 || width % fed != 0)
        {
            throw new InvalidExamplesException($"Metric '{metric.Name}': {fed} labels of '{metric.Target}' do not divide an output of {width} numbers per example.");
        }

        (double Sum, double Count) total = (0, 0);
        for (int row = 0; row < batch.Examples.Length; row++)
        {
            (double sum, double count) = metric.Of(step.Output.Slice(row * width, width), labels, batch.Examples[row], fed);
            total = (total.Sum + sum, total.Count + count);
        }

        return total;
    }

    private (EvaluationStep Step, BatchFeed Feed) StepFor(Examples examples, int batch, int length)
    {
        if (!_steps.TryGetValue((examples, batch, length), out (EvaluationStep Step, BatchFeed Feed) known))
        {
            var step = new EvaluationStep(state, network, loss, batch, length, options.Threads);
            known = _steps[(examples, batch, length)] = (step, new BatchFeed(examples, step.Buffers, options.Samplers));
        }

        return known;
    }
}
