using Insight.Features;
using Insight.Learning.Graphs;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Networks;

/// <summary>Trains a network on labelled customers: Adam with L2 and clipping, early stopping on a fifth of the customers.</summary>
internal static class NetworkFit
{
    /// <summary>Fewer buyers, or fewer who did not buy, and there is too little for networks to learn.</summary>
    public const int LeastOfEach = 200;

    /// <summary>More rows than this teach little more and would take a run's time.</summary>
    private const int MostRows = 40_000;

    private const int MostEpochs = 30, Patience = 4, LargeBatch = 256, SmallBatch = 64;

    /// <summary>From so many rows on steps are large.</summary>
    private const int LargeRows = 5_000;

    private const double LearningRate = 0.003, L2 = 1e-4, LongestGradient = 1, ValidationShare = 0.2;

    /// <param name="heads">Per output its link and its targets, one per row: 0 or 1 for a logit, a number of around 1 that is not negative for a logarithm.</param>
    /// <returns>Null where training does not come to a usable network.</returns>
    public static FittedNetwork? Fit(
        NetworkKind kind, LabelledRows rows, IReadOnlyList<(string Name, Link Link, double[] Targets)> heads, int seed, CancellationToken cancellationToken)
    {
        var (training, validation) = Divide(rows, seed);
        if (training.Length == 0 || validation.Length == 0)
        {
            return null;
        }

        var inputs = NetworkInputs.Fit([.. training.Select(row => rows.Features[row])]);
        var network = new CustomerNetwork(kind, inputs.Summaries.OutputCount, heads.Count);
        var options = new TrainerOptions
        {
            Optimizer = new Adam(), LearningRate = LearningRate, L2 = L2, ClipNorm = LongestGradient, BatchSize = training.Length < LargeRows ? SmallBatch : LargeBatch,
            Epochs = MostEpochs, Patience = Patience, Seed = seed,
        };
        try
        {
            var trained = new Trainer(network, new HeadsLoss([.. heads.Select(head => (head.Name, head.Link))]), options)
                .Train(Examples(rows, training, inputs, network, heads), Examples(rows, validation, inputs, network, heads), cancellationToken: cancellationToken);
            return new FittedNetwork(kind, inputs, network, trained.Weights, heads.Count);
        }
        catch (DivergenceException)
        {
            return null;
        }
    }

    /// <summary>By customer: who stands at several cutoffs is either learnt from or judged by.</summary>
    private static (int[] Training, int[] Validation) Divide(LabelledRows rows, int seed)
    {
        var random = new Random(seed);
        string[] customers = [.. rows.CustomerIds.Distinct().Order(StringComparer.Ordinal)];
        random.Shuffle(customers);
        var judges = customers.Take((int)(customers.Length * ValidationShare)).ToHashSet(StringComparer.Ordinal);
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        random.Shuffle(all);
        var taken = all.Take(MostRows).Order().ToLookup(row => judges.Contains(rows.CustomerIds[row]));
        return ([.. taken[false]], [.. taken[true]]);
    }

    private static Examples Examples(LabelledRows rows, int[] chosen, NetworkInputs inputs, CustomerNetwork network, IReadOnlyList<(string Name, Link Link, double[] Targets)> heads)
    {
        int width = inputs.Summaries.OutputCount, room = PurchaseSequence.Count;
        var summaries = new float[chosen.Length * width];
        var steps = new float[chosen.Length * room];
        var lengths = new long[chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            lengths[i] = inputs.Write(rows.Features[chosen[i]], summaries.AsSpan(i * width, width), steps.AsSpan(i * room, room));
        }

        var examples = new Examples(chosen.Length).Add(CustomerNetwork.Summaries, summaries, width);
        if (network.Inputs.Count > 1)
        {
            examples.Add(CustomerNetwork.Steps, steps, PurchaseSequence.Steps, PurchaseSequence.Channels.Count).Add(CustomerNetwork.Lengths, lengths);
        }

        foreach (var (name, _, targets) in heads)
        {
            examples.Add(name, [.. chosen.Select(row => (float)targets[row])]);
        }

        return examples;
    }
}
