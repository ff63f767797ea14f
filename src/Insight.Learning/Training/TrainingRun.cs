using System.Globalization;
using Insight.Learning.Graphs;
using Insight.Learning.Losses;

namespace Insight.Learning.Training;

/// <summary>A training under way: goes on epoch by epoch, can be taken down as a checkpoint in between and taken up from one.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly TrainerOptions _options;
    private readonly ExampleSet _training;
    private readonly ExampleSet? _validation;
    private readonly Func<TrainingRun, double>? _judge;
    private readonly BatchPlan _plan;
    private readonly int _batchSize;
    private readonly TrainingState _state;
    private readonly Dictionary<int, (TrainingStep Step, BatchFeed Feed)> _steps = [];
    private readonly Evaluator _evaluator;
    private readonly List<EpochRecord> _history = [];
    private IReadOnlyList<float[]> _best = [];
    private double _usedBefore;
    private double _quickest = double.PositiveInfinity;

    /// <summary>Draws the weights; nothing is learned yet.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="loss">What it is trained for.</param>
    /// <param name="options">How.</param>
    /// <param name="training">What it learns from.</param>
    /// <param name="validation">What it is judged by, or null.</param>
    /// <param name="judge">Takes the place of the loss on <paramref name="validation"/>; null without.</param>
    /// <exception cref="InvalidExamplesException">There is but one class, or an id is not in its table.</exception>
    public TrainingRun(Network network, ILoss loss, TrainerOptions options, ExampleSet training, ExampleSet? validation, Func<TrainingRun, double>? judge = null)
    {
        (_network, _loss, _options, _training, _validation, _judge) = (network, loss, options, training, validation, judge);
        if (loss.Classes is string classes)
        {
            ClassCheck.RequireToLearn(training.Examples.Examples, training.Indices, classes, 1);
        }

        _batchSize = Math.Min(options.BatchSize, training.Indices.Length);
        _plan = new BatchPlan(training.Examples, training.Indices, _batchSize, options.ShortestLength);
        var layout = WeightLayout.Of(network, loss, _batchSize, _plan.BucketOf(training.Indices[0]));
        training.Examples.RequireIds(layout.Tables);
        validation?.Examples.RequireIds(layout.Tables);
        _state = new TrainingState(layout, options.Optimizer.Slots, options.Seed);
        _evaluator = new Evaluator(_state, network, loss, options);
    }

    public TrainingState State => _state;

    /// <summary>One record per finished epoch.</summary>
    public IReadOnlyList<EpochRecord> History => _history;

    /// <summary>The number of the epoch with the lowest loss on validation, without validation the last; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whole epochs that there is time for, as far as those behind the first tell; infinite before the third, and where time is not limited.</summary>
    public double EpochsInTime { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether patience allows no further epoch.</summary>
    public bool OutOfPatience => _options.Patience is int patience && _history.Count > 0 && _history.Count - BestEpoch >= patience;

    /// <summary>What its checkpoints are known by.</summary>
    public TrainingFingerprint Fingerprint()
    {
        (byte[] graph, _) = TrainingGraph.Build(_network, _loss, _options.Rule, _state.Layout, _batchSize, _plan.BucketOf(_training.Indices[0]), _options.Threads == 1);
        return TrainingFingerprint.Of(_state.Layout, _options, _loss, graph, _validation is null ? [_training] : [_training, _validation]);
    }

    /// <summary>Goes on to the given number of epochs, or until early stopping; epochs that are done already count.</summary>
    /// <param name="epochs">In all.</param>
    /// <param name="afterEpoch">Called after each epoch.</param>
    /// <param name="timeUsed">Asked before each step: 1 or more ends the training, and the epoch that is not whole counts for nothing.</param>
    /// <param name="cancellationToken">Looked at before each step.</param>
    /// <exception cref="InvalidExamplesException">All weights are zero.</exception>
    /// <exception cref="DivergenceException">The loss or a gradient was no number, or the loss grew beyond the ratio of the options.</exception>
    public void Continue(int epochs, Action<EpochRecord>? afterEpoch = null, Func<double>? timeUsed = null, CancellationToken cancellationToken = default)
    {
        while (_history.Count < epochs && !OutOfPatience)
        {
            if (RunEpoch(_history.Count + 1, timeUsed, cancellationToken) is not EpochRecord record)
            {
                return;
            }

            _history.Add(record);
            // The training loss says nothing of how far the penalties got, nor of other examples: without validation the last weights are the result.
            if (record.ValidationLoss is null || BestEpoch == 0 || record.Monitored < _history[BestEpoch - 1].Monitored - _options.MinImprovement)
            {
                BestEpoch = record.Epoch;
                _best = Learned();
            }

            afterEpoch?.Invoke(record);
        }
    }

    /// <summary>Sets weights and tables back to those of the best epoch.</summary>
    public void RestoreBest()
    {
        foreach ((DoubleBuffer buffer, float[] values) in LearnedBuffers().Zip(_best))
        {
            values.CopyTo(buffer.Buffers[_state.Front].Span);
        }
    }

    /// <summary>The mean loss and the metrics over some examples, with the present weights and without dropout.</summary>
    public (double Loss, IReadOnlyDictionary<string, double> Metrics) Evaluate(ExampleSet examples, CancellationToken cancellationToken) =>
        _evaluator.Evaluate(examples, cancellationToken);

    public Checkpoint Capture() => new()
    {
        Step = _state.Step,
        BestEpoch = BestEpoch,
        History = [.. _history],
        Tensors = [.. _state.All.Select(Copy)],
        Best = _best,
    };

    public void Resume(Checkpoint checkpoint)
    {
        _state.Step = checkpoint.Step;
        foreach ((DoubleBuffer buffer, float[] values) in _state.All.Zip(checkpoint.Tensors))
        {
            values.CopyTo(buffer.Buffers[_state.Front].Span);
        }

        BestEpoch = checkpoint.BestEpoch;
        _best = checkpoint.Best;
        _history.Clear();
        _history.AddRange(checkpoint.History);
    }

    public void Dispose()
    {
        foreach ((TrainingStep step, _) in _steps.Values)
        {
            step.Dispose();
        }

        _evaluator.Dispose();
        _state.Dispose();
    }

    /// <returns>Null where time was over before its end.</returns>
    private EpochRecord? RunEpoch(int epoch, Func<double>? timeUsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<Batch> batches = _plan.Shuffled(_options.Seed, epoch);
        double[] losses = [.. _history.Select(record => record.Monitored)];
        double sum = 0;
        double amount = 0;
        double norm = 0;
        double rate = 0;
        for (int i = 0; i < batches.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double used = timeUsed?.Invoke() ?? 0;
            if (used >= 1)
            {
                return null;
            }

            if (i == 0)
            {
                Begin(epoch, used);
            }

            (TrainingStep step, BatchFeed feed) = StepFor(batches[i].Length);
            feed.Fill(batches[i], CounterHash.Mix(_options.Seed, _state.Step, 4));
            rate = _options.LearningRate.At(new ScheduleMoment(_state.Step, epoch - 1, batches.Count, losses, EpochsInTime));
            StepResult result = step.Run(rate);
            if (!float.IsFinite(result.Loss) || !float.IsFinite(result.GradientNorm))
            {
                throw Diverged(result, epoch);
            }

            sum += (double)result.Loss * result.Amount;
            amount += result.Amount;
            norm = Math.Max(norm, result.GradientNorm);
        }

        double mean = sum / Evaluator.RequireSome(amount, _training);
        RequireNotGrown(mean, epoch);
        (double Loss, IReadOnlyDictionary<string, double> Metrics)? judged = _judge is not null ? (_judge(this), new Dictionary<string, double>())
            : _validation is null ? null : Evaluate(_validation, cancellationToken);
        if (judged is (double loss, _) && !double.IsFinite(loss))
        {
            throw new DivergenceException(Text($"The validation loss after epoch {epoch} (step {_state.Step}) is {loss}."), _state.Step, "validation loss");
        }

        return new EpochRecord(epoch, mean, judged?.Loss, rate, norm, judged?.Metrics ?? new Dictionary<string, double>());
    }

    /// <summary>
    /// Looks at the clock when an epoch begins, and there alone: while time suffices, the steps are the same whatever it says. The first epoch is slow, since it makes the sessions, and tells nothing;
    /// of the others the quickest does, since what goes on beside a training only makes it slower.
    /// </summary>
    private void Begin(int epoch, double used)
    {
        if (epoch > 2)
        {
            _quickest = Math.Min(_quickest, used - _usedBefore);
            EpochsInTime = _quickest > 0 ? Math.Floor(epoch - 1 + ((1 - used) / _quickest)) : double.PositiveInfinity;
        }

        _usedBefore = used;
    }

    private (TrainingStep Step, BatchFeed Feed) StepFor(int length)
    {
        if (!_steps.TryGetValue(length, out (TrainingStep Step, BatchFeed Feed) known))
        {
            var step = new TrainingStep(_state, _network, _loss, _options.Rule, _batchSize, length, _options.Threads);
            known = _steps[length] = (step, new BatchFeed(_training.Examples.Examples, step.Buffers, _options.Samplers));
        }

        return known;
    }

    private DivergenceException Diverged(StepResult result, int epoch)
    {
        const string Advice = "A lower learning rate, or clipping, may help.";
        string step = Text($"Step {_state.Step} (epoch {epoch}): ");
        if (_state.FirstNotFinite(1 - _state.Front) is string before)
        {
            return new DivergenceException($"{step}the weight '{before}' was not finite any more. {Advice}", _state.Step, before);
        }

        if (!float.IsFinite(result.Loss))
        {
            return new DivergenceException(Text($"{step}the loss is {result.Loss} although the dense weights were finite. {Advice}"), _state.Step, "loss");
        }

        string tensor = _state.FirstNotFinite(_state.Front) ?? _state.FirstTableNotFinite() ?? "gradient";
        return new DivergenceException(
            Text($"{step}the gradient has norm {result.GradientNorm} while the loss is {result.Loss}; it is not finite in '{tensor}'. {Advice}"), _state.Step, tensor);
    }

    private void RequireNotGrown(double mean, int epoch)
    {
        double first = _history.Count == 0 ? mean : _history[0].TrainingLoss;
        if (!double.IsFinite(mean) || (first > 0 && mean > first * _options.DivergenceRatio))
        {
            throw new DivergenceException(
                Text($"The training loss of epoch {epoch} (to step {_state.Step}) is {mean}; it was {first} in the first. A lower learning rate, or clipping, may help."), _state.Step, "loss");
        }
    }

    private IEnumerable<DoubleBuffer> LearnedBuffers() =>
        [_state.Buffer(TrainingScope.Names.Weights), .. _state.Layout.Tables.Select(table => _state.Buffer(TrainingScope.Names.Table(table.Name)))];

    private float[][] Learned() => [.. LearnedBuffers().Select(Copy)];

    private float[] Copy(DoubleBuffer buffer) => buffer.Buffers[_state.Front].Span.ToArray();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
