using Insight.Learning.Graphs;
using Insight.Learning.Losses;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;
using static Insight.Learning.Graphs.TrainingScope;

namespace Insight.Learning.Training;

/// <summary>The loss and the output for batches of one size and length with the present weights: no dropout, no gradient.</summary>
internal sealed class EvaluationStep : IDisposable
{
    private readonly TrainingState _state;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding[] _bindings = new OrtIoBinding[2];
    private readonly RunOptions _run = new();
    private readonly TensorBuffer<float> _loss = new();
    private readonly TensorBuffer<float> _amount = new();
    private readonly TensorBuffer<float> _output;

    /// <summary>Builds the graph and its session.</summary>
    public EvaluationStep(TrainingState state, Network network, ILoss loss, int batch, int length, int threads = 1)
    {
        _state = state;
        Buffers = new BatchBuffers([.. network.Inputs, .. loss.Targets], batch, length);
        byte[] model = TrainingGraph.BuildEvaluation(network, loss, state.Layout, batch, length, out Shape output);
        using SessionOptions options = Sessions.Options(threads);
        _session = new InferenceSession(model, options);
        _output = new TensorBuffer<float>([.. output.Select(dim => dim.Size!.Value)]); // checked where the graph is built
        for (int side = 0; side < 2; side++)
        {
            _bindings[side] = Bind(side);
        }
    }

    /// <summary>To be filled before each run.</summary>
    public BatchBuffers Buffers { get; }

    /// <summary>The network's output for the last batch.</summary>
    public ReadOnlySpan<float> Output => _output.Span;

    /// <summary>The output's dimensions, examples first.</summary>
    public IReadOnlyList<long> OutputSizes => _output.Sizes;

    /// <summary>The sums of weighted losses and amounts over the batch.</summary>
    public (float Loss, float Amount) Run()
    {
        _session.RunWithBinding(_run, _bindings[_state.Front]);
        return (_loss.Span[0], _amount.Span[0]);
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
        _loss.Dispose();
        _amount.Dispose();
        _output.Dispose();
    }

    private OrtIoBinding Bind(int front)
    {
        OrtIoBinding binding = _session.CreateIoBinding();
        binding.BindInput(Names.ExampleWeights, Buffers.ExampleWeights.Value);
        foreach (NetworkInput input in Buffers.Inputs)
        {
            binding.BindInput(input.Name, Buffers[input.Name].Value);
        }

        foreach (DoubleBuffer buffer in _state.All.Where(buffer => _session.InputMetadata.ContainsKey(buffer.Name)))
        {
            binding.BindInput(buffer.Name, buffer.Buffers[front].Value);
        }

        binding.BindOutput(Names.Loss, _loss.Value);
        binding.BindOutput(Names.Amount, _amount.Value);
        binding.BindOutput(Names.Output, _output.Value);
        return binding;
    }
}
