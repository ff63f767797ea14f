using Insight.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Benchmarks;

/// <summary>The least that asking a model one row can cost: a session, input and outputs bound once, and a run.</summary>
internal sealed class BareModel : IDisposable
{
    private readonly SessionOptions _sessionOptions = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly float[] _input;
    private readonly float[] _floats = GC.AllocateArray<float>(1, pinned: true);

    public BareModel(string model, byte[] onnx)
    {
        var signature = ModelSignature.Of(model);
        _sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(onnx, _sessionOptions);
        _binding = _session.CreateIoBinding();
        _input = GC.AllocateArray<float>(signature.Columns, pinned: true);
        _binding.BindInput(ModelSignature.Input, Value(_input, [1, signature.Columns]));
        foreach (var name in signature.Floats)
        {
            _binding.BindOutput(name, Value(name == signature.Floats[0] ? _floats : new float[1], [1]));
        }

        foreach (var name in signature.Integers)
        {
            _binding.BindOutput(name, Value(new long[1], [1]));
        }
    }

    public float Run(ReadOnlySpan<float> features)
    {
        features.CopyTo(_input);
        _session.RunWithBinding(_runOptions, _binding);
        return _floats[0];
    }

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _session.Dispose();
        _runOptions.Dispose();
        _sessionOptions.Dispose();
    }

    private OrtValue Value<T>(T[] memory, long[] shape)
        where T : unmanaged
    {
        _values.Add(OrtValue.CreateTensorValueFromMemory(memory, shape));
        return _values[^1];
    }
}
