using Microsoft.ML.OnnxRuntime;

namespace Insight.Scoring;

/// <summary>
/// Room for one row and its answers at addresses that ONNX Runtime knows, so that scoring one customer allocates nothing. It serves one caller at a
/// time, who gives it back by disposing it.
/// </summary>
internal sealed class BoundRow : IDisposable
{
    private readonly OnnxModel _owner;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _values = [];
    private readonly float[] _features;

    public BoundRow(OnnxModel owner, InferenceSession session, ModelSignature signature)
    {
        (_owner, _session, _binding) = (owner, session, session.CreateIoBinding());
        _features = Pinned<float>(signature.Columns);
        _binding.BindInput(ModelSignature.Input, Value(_features, [1, signature.Columns]));
        foreach (var name in signature.Floats)
        {
            var answer = Pinned<float>(1);
            Outputs.Add(name, answer);
            _binding.BindOutput(name, Value(answer, [1]));
        }

        foreach (var name in signature.Integers)
        {
            var answer = Pinned<long>(1);
            Outputs.Add(name, answer);
            _binding.BindOutput(name, Value(answer, [1]));
        }
    }

    /// <summary>The answers of the last <see cref="Run"/>, at row 0.</summary>
    public ModelOutputs Outputs { get; } = new();

    public void Run(ReadOnlySpan<float> features)
    {
        features.CopyTo(_features);
        _session.RunWithBinding(_options, _binding);
    }

    public void Dispose() => _owner.Return(this);

    /// <summary>Frees what ONNX Runtime holds; for the owner, when it ends.</summary>
    public void Close()
    {
        _binding.Dispose();
        _options.Dispose();
        _values.ForEach(value => value.Dispose());
    }

    private static T[] Pinned<T>(int length)
        where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

    private OrtValue Value<T>(T[] memory, long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        _values.Add(value);
        return value;
    }
}
