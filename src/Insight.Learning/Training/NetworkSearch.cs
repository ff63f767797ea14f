using Insight.Learning.Graphs;
using Insight.Learning.Losses;

namespace Insight.Learning.Training;

/// <summary>
/// Tries settings drawn by seed. In one round this is random search (Bergstra and Bengio 2012); in several it is successive halving (Jamieson and Talwalkar 2016): after
/// each round the better half of the trials goes on, with twice the epochs.
/// </summary>
/// <param name="network">Makes the network for given settings.</param>
/// <param name="loss">What is trained for.</param>
/// <param name="options">All that the search does not vary; its epochs are those of the last round.</param>
/// <param name="space">From where settings are drawn.</param>
public sealed class NetworkSearch(Func<SearchSettings, Network> network, ILoss loss, TrainerOptions options, SearchSpace space)
{
    /// <summary>Searches. Every trial sees the same division into training and validation; what was chosen has to be judged by examples that are not among these.</summary>
    /// <param name="examples">As for training.</param>
    /// <param name="trials">The number of settings that are drawn.</param>
    /// <param name="rounds">1 to train every trial to its end.</param>
    /// <param name="progress">Called with each trial after each of its rounds.</param>
    /// <param name="cancellationToken">Looked at before each step.</param>
    /// <exception cref="InvalidExamplesException">As for training.</exception>
    /// <exception cref="DivergenceException">Every trial diverged.</exception>
    public SearchResult Run(Examples examples, int trials, int rounds = 1, Action<SearchTrial>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        (int[] training, int[] validation) = options.Validation.Divide(examples, [.. Enumerable.Range(0, examples.Count)], options.Seed);
        Candidate[] all = [.. Enumerable.Range(0, trials).Select(trial => new Candidate(space.Draw(options.Seed, trial)))];
        Candidate[] left = all;
        for (int round = 0; round < rounds; round++)
        {
            int epochs = Math.Max(1, options.Epochs >> (rounds - 1 - round));
            foreach (Candidate candidate in left)
            {
                GoOn(candidate, examples, training, validation, epochs, cancellationToken);
                progress?.Invoke(candidate.Trial);
            }

            int stay = round == rounds - 1 ? 1 : (left.Length + 1) / 2;
            left = [.. left.Where(candidate => candidate.Network is not null).OrderBy(candidate => candidate.Trial.Loss).Take(stay)];
            foreach (Candidate dropped in all.Except(left))
            {
                dropped.Drop();
            }
        }

        return left.Length > 0
            ? new SearchResult(left[0].Settings, left[0].Network!, [.. all.Select(candidate => candidate.Trial)]) // those left have one
            : throw new DivergenceException($"All {trials} trials diverged; the first: {all[0].Trial.Failure}", 0, "loss");
    }

    private void GoOn(Candidate candidate, Examples examples, int[] training, int[] validation, int epochs, CancellationToken cancellationToken)
    {
        SearchSettings settings = candidate.Settings;
        var trainer = new Trainer(network(settings), loss, options with
        {
            LearningRate = settings.LearningRate,
            BatchSize = settings.BatchSize,
            L1 = settings.L1,
            L2 = settings.L2,
            CheckpointPath = null,
        });
        CheckedExamples all = trainer.Check(examples);
        using TrainingRun run = trainer.Begin(new ExampleSet(all, training), validation.Length == 0 ? null : new ExampleSet(all, validation));
        if (candidate.Checkpoint is Checkpoint checkpoint)
        {
            run.Resume(checkpoint);
        }

        try
        {
            run.Continue(epochs, cancellationToken: cancellationToken);
            candidate.Take(run.Capture(), trainer.Finish(run));
        }
        catch (DivergenceException divergence)
        {
            candidate.Fail(divergence.Message);
        }
    }

    private sealed class Candidate(SearchSettings settings)
    {
        public SearchSettings Settings => settings;

        public SearchTrial Trial { get; private set; } = new(settings, double.PositiveInfinity, 0, null);

        public Checkpoint? Checkpoint { get; private set; }

        public TrainedNetwork? Network { get; private set; }

        public void Take(Checkpoint checkpoint, TrainedNetwork network)
        {
            (Checkpoint, Network) = (checkpoint, network);
            Trial = new SearchTrial(settings, network.History[network.BestEpoch - 1].Monitored, network.History.Count, null);
        }

        public void Fail(string message)
        {
            Trial = Trial with { Loss = double.PositiveInfinity, Failure = message };
            Drop();
        }

        /// <summary>Lets go of weights that nobody will go on from.</summary>
        public void Drop() => (Checkpoint, Network) = (null, null);
    }
}
