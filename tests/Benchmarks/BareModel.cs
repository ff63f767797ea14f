using Insight.Scoring;

namespace Insight.Benchmarks;

/// <summary>The least that asking a model one row can cost: its input and outputs bound once.</summary>
internal sealed class BareModel : IDisposable
{
    private readonly BoundRun _run;
    private readonly float[] _input;
    private readonly float[] _first = [0];

    public BareModel(string model, byte[] onnx)
    {
        var signature = ModelSignature.Of(model);
        _run = new BoundRun(onnx);
        _input = _run.Input<float>(ModelSignature.Input, 1, signature.Columns);
        foreach (var name in signature.Floats)
        {
            var answer = _run.Output<float>(name, 1);
            _first = name == signature.Floats[0] ? answer : _first;
        }

        foreach (var name in signature.Integers)
        {
            _run.Output<long>(name, 1);
        }
    }

    public float Run(ReadOnlySpan<float> features)
    {
        features.CopyTo(_input);
        _run.Run();
        return _first[0];
    }

    public void Dispose() => _run.Dispose();
}
