using Insight.Learning.Graphs;
using Insight.Learning.Losses;

namespace Insight.Learning.Training;

/// <summary>
/// Trains a network: minibatches shuffled by seed and bucketed by length, validation, early stopping with the best weights restored, checkpoints. Equal
/// network, examples and options give equal weights, bit for bit, on one machine.
/// </summary>
/// <param name="network">What is trained.</param>
/// <param name="loss">What it is trained for.</param>
/// <param name="options">How.</param>
public sealed class Trainer(Network network, ILoss loss, TrainerOptions options)
{
    /// <summary>Trains on some of the examples and validates on the others, as <see cref="TrainerOptions.Validation"/> divides them.</summary>
    /// <param name="examples">The network's inputs and the loss's targets, under their names.</param>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="cancellationToken">Looked at before each step; a checkpoint of the last whole epoch stays.</param>
    /// <exception cref="InvalidExamplesException">The examples do not suit the network, are not finite, or are too few.</exception>
    /// <exception cref="DivergenceException">Training went astray.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another training.</exception>
    public TrainedNetwork Train(Examples examples, Action<EpochRecord>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckedExamples all = Check(examples);
        (int[] training, int[] validation) = options.Validation.Divide(examples, [.. Enumerable.Range(0, examples.Count)], options.Seed);
        return Train(new ExampleSet(all, training), validation.Length == 0 ? null : new ExampleSet(all, validation), progress, cancellationToken);
    }

    /// <summary>Trains on all of <paramref name="training"/> and validates on <paramref name="validation"/>.</summary>
    /// <inheritdoc cref="Train(Examples, Action{EpochRecord}?, CancellationToken)"/>
    public TrainedNetwork Train(Examples training, Examples validation, Action<EpochRecord>? progress = null, CancellationToken cancellationToken = default) =>
        Train(Whole(Check(training)), Whole(CheckShapes(validation)), progress, cancellationToken);

    /// <summary>
    /// Trains on all of the examples. What each epoch is judged by, and so when to stop and which epoch was best, is up to the caller: a ranking of all items, say, instead of a loss.
    /// </summary>
    /// <param name="training">The network's inputs and the loss's targets, under their names.</param>
    /// <param name="judge">Told the network's weights and tables by name. Lower is better; reported as <see cref="EpochRecord.ValidationLoss"/>.</param>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="timeUsed">
    /// Asked before each step for the share of its time that the training has used. 1 or more ends it with the best of the epochs that are whole; where not one is,
    /// <see cref="TrainedNetwork.BestEpoch"/> is 0 and the weights are those of the last step. Null where there is time for all epochs.
    /// </param>
    /// <param name="cancellationToken">Looked at before each step.</param>
    /// <inheritdoc cref="Train(Examples, Action{EpochRecord}?, CancellationToken)"/>
    public TrainedNetwork Train(
        Examples training, Func<IReadOnlyDictionary<string, float[]>, double> judge, Action<EpochRecord>? progress = null, Func<double>? timeUsed = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return Train(Whole(Check(training)), null, run => judge(run.State.Values()), progress, timeUsed, cancellationToken);
    }

    /// <summary>
    /// Trains as many networks as there are folds, each on the examples of the other folds, and judges it by its own. Those it learns from are divided once more by
    /// <see cref="TrainerOptions.Validation"/>, so that early stopping does not see what judges. No checkpoints are written.
    /// </summary>
    /// <param name="examples">As for training.</param>
    /// <param name="folds">At least 2 and at most the number of examples.</param>
    /// <param name="classes">A target whose classes are spread evenly over the folds, or null.</param>
    /// <param name="cancellationToken">Looked at before each step.</param>
    /// <exception cref="InvalidExamplesException">As for training, or a class has fewer members than there are folds.</exception>
    /// <exception cref="DivergenceException">A training went astray.</exception>
    public CrossValidationResult CrossValidate(Examples examples, int folds, string? classes = null, CancellationToken cancellationToken = default)
    {
        CheckedExamples all = Check(examples);
        var losses = new List<double>();
        var metrics = new List<IReadOnlyDictionary<string, double>>();
        int[][] parts = ValidationSplit.Folds(examples, folds, classes, options.Seed);
        foreach (int[] fold in parts)
        {
            int[] others = [.. parts.Where(part => part != fold).SelectMany(part => part).Order()];
            (int[] training, int[] validation) = options.Validation.Divide(examples, others, options.Seed);
            using TrainingRun run = Begin(new ExampleSet(all, training), validation.Length == 0 ? null : new ExampleSet(all, validation));
            run.Continue(options.Epochs, cancellationToken: cancellationToken);
            run.RestoreBest();
            (double loss, IReadOnlyDictionary<string, double> figures) = run.Evaluate(new ExampleSet(all, fold), cancellationToken);
            losses.Add(loss);
            metrics.Add(figures);
        }

        return new CrossValidationResult(losses, metrics);
    }

    internal TrainedNetwork Train(ExampleSet training, ExampleSet? validation, Action<EpochRecord>? progress, CancellationToken cancellationToken) =>
        Train(training, validation, null, progress, null, cancellationToken);

    private TrainedNetwork Train(
        ExampleSet training, ExampleSet? validation, Func<TrainingRun, double>? judge, Action<EpochRecord>? progress, Func<double>? timeUsed, CancellationToken cancellationToken)
    {
        using TrainingRun run = Begin(training, validation, judge);
        TrainingFingerprint? fingerprint = options.CheckpointPath is null ? null : run.Fingerprint();
        if (fingerprint is not null && CheckpointFile.Read(options.CheckpointPath!, fingerprint) is Checkpoint checkpoint) // there is a fingerprint when there is a path
        {
            run.Resume(checkpoint);
        }

        run.Continue(
            options.Epochs,
            epoch =>
            {
                if (fingerprint is not null)
                {
                    CheckpointFile.Write(options.CheckpointPath!, run.Capture(), fingerprint); // as above
                }

                progress?.Invoke(epoch);
            },
            timeUsed,
            cancellationToken);
        return Finish(run);
    }

    internal TrainingRun Begin(ExampleSet training, ExampleSet? validation, Func<TrainingRun, double>? judge = null)
    {
        options.Check();
        return new TrainingRun(network, loss, options, training, validation, judge);
    }

    /// <summary>The result with the best epoch's weights.</summary>
    internal TrainedNetwork Finish(TrainingRun run)
    {
        run.RestoreBest();
        WeightLayout layout = run.State.Layout;
        return new TrainedNetwork(network, layout, run.State.Values())
        {
            History = [.. run.History],
            BestEpoch = run.BestEpoch,
            StoppedEarly = run.OutOfPatience && run.History.Count < options.Epochs,
            EpochsInTime = run.EpochsInTime,
            Steps = run.State.Step,
        };
    }

    /// <summary>Examples to learn from, of which classes have enough.</summary>
    internal CheckedExamples Check(Examples examples)
    {
        CheckedExamples result = CheckShapes(examples);
        if (loss.Classes is string classes && !options.AllowRareClasses)
        {
            ClassCheck.RequireToLearn(examples, [.. Enumerable.Range(0, examples.Count)], classes, 2);
        }

        return result;
    }

    private CheckedExamples CheckShapes(Examples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        options.Check();
        NetworkInput[] wanted = [.. network.Inputs, .. loss.Targets];
        return new CheckedExamples(examples, [.. wanted.Where(input => !options.Samplers.Any(sampler => sampler.Input == input.Name))]);
    }

    private static ExampleSet Whole(CheckedExamples examples) => new(examples, [.. Enumerable.Range(0, examples.Examples.Count)]);
}
