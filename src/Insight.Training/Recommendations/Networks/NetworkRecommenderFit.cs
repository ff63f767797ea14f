using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Recommendations.Networks;

/// <summary>
/// Trains networks on the sequences of a log: at every step the product that comes next is to be told from a sample of the others. Behind a product of an order comes one of the next order,
/// not the next line of the same one: that is what is asked of a network that serves.
/// The same settings, seed and threads give the same network, where there is time for all epochs.
/// </summary>
/// <param name="seed">Decides weights at the start, order of the sequences, dropout and samples.</param>
/// <param name="threads">Inside an operator.</param>
internal sealed class NetworkRecommenderFit(SequenceNetworkSettings settings, int seed, int threads = 1)
{
    private const string Next = "next";

    /// <summary>Most sessions are short: padding them to more would be most of the work.</summary>
    private const int ShortestLength = 2;

    private const double LongestGradient = 5;

    /// <summary>Trains until the ranking of examples no longer becomes better, for <see cref="SequenceNetworkSettings.Epochs"/>, or until time is over.</summary>
    /// <param name="log">Without what the examples ask for.</param>
    /// <param name="validation">What each epoch is judged by (<see cref="RankingMetrics.Selection"/>); some thousands are enough.</param>
    /// <param name="timeUsed">Asked before each step for the share of its time that is used. The best of the whole epochs is taken when it is over.</param>
    /// <param name="tried">Told of every epoch: its number, its loss and its NDCG.</param>
    /// <param name="cancellationToken">Looked at before each step.</param>
    /// <returns>Null where there is nothing to learn from, time is over before one epoch is whole, or training does not come to a usable network.</returns>
    public FoundNetwork? Search(
        InteractionLog log, IReadOnlyList<RankingExample> validation, Func<double> timeUsed, Action<int, double, double>? tried = null, CancellationToken cancellationToken = default)
    {
        double Ndcg(NetworkRecommender recommender) =>
            RankingMetrics.Rank(recommender, log.Products, validation, cancellationToken).Average(ranked => ranked.Targets.Ndcg(RankingMetrics.Selection));

        return Train(log, settings.Epochs, (network, trainer, examples) =>
        {
            var trained = trainer.Train(
                examples,
                weights => -Ndcg(Recommender(network, weights, log)),
                epoch => tried?.Invoke(epoch.Epoch, epoch.TrainingLoss, -epoch.Monitored),
                timeUsed,
                cancellationToken);
            return trained.BestEpoch == 0 ? null : new FoundNetwork(
                Recommender(network, trained.Weights, log), trained.BestEpoch, trained.History.Count, (int)Math.Clamp(trained.EpochsInTime, trained.BestEpoch, settings.Epochs));
        });
    }

    /// <summary>Trains for a number of epochs that was found before.</summary>
    /// <returns>Null where there is nothing to learn from, or training does not come to a usable network.</returns>
    public NetworkRecommender? Fit(InteractionLog log, int epochs, CancellationToken cancellationToken = default) =>
        Train(log, epochs, (network, trainer, examples) => Recommender(network, trainer.Train(examples, cancellationToken: cancellationToken).Weights, log));

    private T? Train<T>(InteractionLog log, int epochs, Func<SequenceNetwork, Trainer, Examples, T?> train)
        where T : class
    {
        var examples = Examples(log);
        if (examples.Count == 0)
        {
            return null;
        }

        var counts = log.Counts();
        double[] drawn = [.. counts.Select(count => Math.Pow(count, settings.NegativePower) * Math.Min(count, 1))];
        var (sum, least) = (drawn.Sum(), drawn.Where(weight => weight > 0).Min());
        var network = new SequenceNetwork(settings, counts);

        // The loss wants a probability of products that are neither drawn nor right anywhere, too.
        var loss = new SampledSoftmax(network.Table, settings.Negatives, [.. drawn.Select(weight => Math.Max(weight, least) / sum)], target: Next);
        var options = new TrainerOptions
        {
            Optimizer = new Adam(), LearningRate = Schedule.Cosine(settings.LearningRate, settings.Epochs).WarmUp(settings.WarmUpSteps), ClipNorm = LongestGradient,
            BatchSize = settings.BatchSize, ShortestLength = ShortestLength, Epochs = epochs, Patience = settings.Patience, Validation = ValidationSplit.None,
            Seed = seed, Threads = threads, Samplers = [new IdSampler(Next + "_negatives", drawn)],
        };
        try
        {
            return train(network, new Trainer(network, loss, options), examples);
        }
        catch (DivergenceException)
        {
            return null;
        }
    }

    private static Examples Examples(InteractionLog log)
    {
        var windows = new List<(int Sequence, int[] Told, int First, int Length)>();
        for (var s = 0; s < log.Sequences; s++)
        {
            // From the end, so that the latest window is as long as those that are served.
            var told = ToldBy(log, s);
            for (var end = told.Length; end > 0; end -= SequenceNetwork.MaxSteps)
            {
                var first = Math.Max(0, end - SequenceNetwork.MaxSteps);
                windows.Add((s, told, first, end - first));
            }
        }

        int[] lengths = [.. windows.Select(window => window.Length)];
        var total = lengths.Sum();
        var (steps, next, says) = (new long[total], new long[total], new float[total]);
        var at = 0;
        foreach (var (sequence, told, first, length) in windows)
        {
            var products = log.ProductsOf(sequence);
            var weights = log.WeightsOf(sequence);
            for (var k = first; k < first + length; k++, at++)
            {
                (steps[at], next[at], says[at]) = (products[k], products[told[k]], weights[told[k]]);
            }
        }

        return new Examples(windows.Count)
            .AddSequences(SequenceNetwork.Steps, steps, lengths)
            .Add(SequenceNetwork.Lengths, [.. lengths.Select(length => (long)length)])
            .AddSequences(Next, next, lengths)
            .AddSequences(Next + "_weight", says, lengths);
    }

    /// <summary>By step: one of those that come next. Step after step tells another line of the next order, and each sequence begins with another. What comes last has nothing to tell.</summary>
    private static int[] ToldBy(InteractionLog log, int sequence)
    {
        var told = new List<int>();
        for (var next = log.EndOfOrder(sequence, 0); next < log.LengthOf(sequence);)
        {
            var end = log.EndOfOrder(sequence, next);
            while (told.Count < next)
            {
                told.Add(next + ((told.Count + sequence) % (end - next)));
            }

            next = end;
        }

        return [.. told];
    }

    /// <summary>A network that knows nothing of the products that were not in the log.</summary>
    private NetworkRecommender Recommender(SequenceNetwork network, IReadOnlyDictionary<string, float[]> weights, InteractionLog log)
    {
        var table = weights[network.Table.Name].ToArray();
        var counts = log.Counts();
        for (var product = 0; product < counts.Length; product++)
        {
            if (counts[product] == 0)
            {
                var row = table.AsSpan(product * (settings.Width + 1), settings.Width + 1);
                row.Clear();
                row[^1] = NetworkRecommender.Unseen;
            }
        }

        return new NetworkRecommender(network, settings.Kind, new Dictionary<string, float[]>(weights, StringComparer.Ordinal) { [network.Table.Name] = table });
    }
}
