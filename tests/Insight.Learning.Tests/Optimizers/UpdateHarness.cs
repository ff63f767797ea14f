using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Optimizers;

/// <summary>An optimiser alone: weights of a vector, gradients given from outside.</summary>
internal sealed class UpdateHarness : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly TensorBuffer<float> _rate = new();
    private readonly TensorBuffer<long> _step = new();
    private readonly TensorBuffer<float> _gradient;
    private readonly TensorBuffer<float>[] _front;
    private readonly TensorBuffer<float>[] _back;

    public UpdateHarness(Optimizer optimizer, float[] weights, float[]? penalized = null)
    {
        var graph = new GraphBuilder("update");
        Shape shape = [weights.Length];
        Value rate = graph.Input("rate", TensorType.Float, []);
        Value step = graph.Input("step", TensorType.Int64, []);
        Value w = graph.Input("w", TensorType.Float, shape);
        Value g = graph.Input("g", TensorType.Float, shape);
        Value[] state = [.. optimizer.Slots.Select(slot => graph.Input(slot, TensorType.Float, shape))];
        Updated updated = optimizer.Update(graph, rate, step, [new Updatable(w, g, state, penalized is null ? null : graph.Constant(penalized))])[0];
        string[] names = ["w", .. optimizer.Slots];
        foreach ((string name, Value value) in names.Zip((Value[])[updated.Weights, .. updated.State]))
        {
            graph.Output(name + "'", value);
        }

        using SessionOptions options = Sessions.Options(1);
        _session = new InferenceSession(graph.Build(), options);
        _binding = _session.CreateIoBinding();
        _gradient = new TensorBuffer<float>(weights.Length);
        _front = [.. names.Select(_ => new TensorBuffer<float>(weights.Length))];
        _back = [.. names.Select(_ => new TensorBuffer<float>(weights.Length))];
        weights.CopyTo(_front[0].Span);
        _binding.BindInput("rate", _rate.Value);
        _binding.BindInput("step", _step.Value);
        _binding.BindInput("g", _gradient.Value);
        for (int i = 0; i < names.Length; i++)
        {
            _binding.BindInput(names[i], _front[i].Value);
            _binding.BindOutput(names[i] + "'", _back[i].Value);
        }
    }

    /// <summary>The weights after one more step.</summary>
    public float[] Step(double rate, params float[] gradient)
    {
        _rate.Span[0] = (float)rate;
        _step.Span[0]++;
        gradient.CopyTo(_gradient.Span);
        _session.RunWithBinding(_run, _binding);
        for (int i = 0; i < _front.Length; i++)
        {
            _back[i].Span.CopyTo(_front[i].Span);
        }

        return _front[0].Span.ToArray();
    }

    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
        _run.Dispose();
        _rate.Dispose();
        _step.Dispose();
        _gradient.Dispose();
        foreach (TensorBuffer<float> buffer in (TensorBuffer<float>[])[.. _front, .. _back])
        {
            buffer.Dispose();
        }
    }
}
