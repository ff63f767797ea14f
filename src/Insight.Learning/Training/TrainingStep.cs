using Insight.Learning.Graphs;
using Insight.Learning.Losses;
using Microsoft.ML.OnnxRuntime;
using static Insight.Learning.Graphs.TrainingScope;

namespace Insight.Learning.Training;

/// <summary>
/// Steps for batches of one size and length: a session whose every tensor is bound beforehand. Dense weights and their state are read from one set of buffers and
/// written to another, and the sets change places; tables are written in place.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly TrainingState _state;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding[] _bindings = new OrtIoBinding[2];
    private readonly RunOptions _run = new();
    private readonly TensorBuffer<float> _learningRate = new();
    private readonly TensorBuffer<long> _step = new();
    private readonly TensorBuffer<long> _key = new();
    private readonly TensorBuffer<float> _loss = new();
    private readonly TensorBuffer<float> _amount = new();
    private readonly TensorBuffer<float> _norm = new();
    private readonly List<BatchRows> _tables = [];

    /// <summary>Builds the graph and its session.</summary>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names both.</exception>
    public TrainingStep(TrainingState state, Network network, ILoss loss, UpdateRule rule, int batch, int length, int threads = 1)
    {
        _state = state;
        Buffers = new BatchBuffers([.. network.Inputs, .. loss.Targets], batch, length);
        (byte[] model, bool draws) = TrainingGraph.Build(network, loss, rule, state.Layout, batch, length, threads == 1);
        using SessionOptions options = Sessions.Options(threads);
        _session = new InferenceSession(model, options);
        foreach (RowTable table in state.Layout.Tables)
        {
            _tables.Add(new BatchRows(table, state.IndexOf(table), Buffers));
        }

        for (int side = 0; side < 2; side++)
        {
            _bindings[side] = Bind(side, draws);
        }
    }

    /// <summary>To be filled before each step.</summary>
    public BatchBuffers Buffers { get; }

    /// <summary>What keys a step's random numbers: odd, as <see cref="TrainingScope.Random"/> wants it.</summary>
    public static long KeyOf(int seed, long step) => unchecked((long)(CounterHash.Mix(seed, step, 0) | 1));

    /// <summary>Takes one step with what <see cref="Buffers"/> hold.</summary>
    /// <remarks>The new weights are in place even when they are no numbers; whoever calls looks at the result.</remarks>
    public StepResult Run(double learningRate)
    {
        long step = ++_state.Step;
        _learningRate.Span[0] = (float)learningRate;
        _step.Span[0] = step;
        _key.Span[0] = KeyOf(_state.Seed, step);
        OrtIoBinding binding = _bindings[_state.Front];
        foreach (BatchRows rows in _tables)
        {
            rows.Bind(binding);
        }

        _session.RunWithBinding(_run, binding);
        _state.Front = 1 - _state.Front;
        return new StepResult(_loss.Span[0], _amount.Span[0], _norm.Span[0]);
    }

    public void Dispose()
    {
        foreach (OrtIoBinding binding in _bindings)
        {
            binding.Dispose();
        }

        _session.Dispose();
        _run.Dispose();
        Buffers.Dispose();
        _tables.ForEach(rows => rows.Dispose());
        foreach (ITensorBuffer scalar in (ITensorBuffer[])[_learningRate, _step, _key, _loss, _amount, _norm])
        {
            scalar.Dispose();
        }
    }

    private OrtIoBinding Bind(int front, bool draws)
    {
        OrtIoBinding binding = _session.CreateIoBinding();
        binding.BindInput(Names.LearningRate, _learningRate.Value);
        binding.BindInput(Names.Step, _step.Value);
        binding.BindInput(Names.ExampleWeights, Buffers.ExampleWeights.Value);
        if (draws)
        {
            binding.BindInput(Names.RandomKey, _key.Value);
        }

        foreach (NetworkInput input in Buffers.Inputs)
        {
            binding.BindInput(input.Name, _tables.Select(rows => rows.PlacesOf(input)).FirstOrDefault(places => places is not null) ?? Buffers[input.Name].Value);
        }

        foreach (DoubleBuffer buffer in _state.All)
        {
            binding.BindInput(buffer.Name, buffer.Buffers[front].Value);
            binding.BindOutput(Names.Updated(buffer.Name), buffer.Buffers[1 - front].Value);
        }

        binding.BindOutput(Names.Loss, _loss.Value);
        binding.BindOutput(Names.Amount, _amount.Value);
        binding.BindOutput(Names.Norm, _norm.Value);
        return binding;
    }
}
