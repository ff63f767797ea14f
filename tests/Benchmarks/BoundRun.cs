using Microsoft.ML.OnnxRuntime;

namespace Insight.Benchmarks;

/// <summary>The least that asking a graph can cost: a session on one thread, inputs and outputs bound once, and a run.</summary>
internal sealed class BoundRun : IDisposable
{
    private readonly SessionOptions _sessionOptions = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    public BoundRun(byte[] onnx)
    {
        _sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(onnx, _sessionOptions);
        _binding = _session.CreateIoBinding();
    }

    /// <summary>The memory of an input, zeros at first.</summary>
    public T[] Input<T>(string name, params long[] shape)
        where T : unmanaged
    {
        var memory = Memory<T>(shape);
        _binding.BindInput(name, _values[^1]);
        return memory;
    }

    /// <summary>The memory of an output, filled by each run.</summary>
    public T[] Output<T>(string name, params long[] shape)
        where T : unmanaged
    {
        var memory = Memory<T>(shape);
        _binding.BindOutput(name, _values[^1]);
        return memory;
    }

    public void Run() => _session.RunWithBinding(_runOptions, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _session.Dispose();
        _runOptions.Dispose();
        _sessionOptions.Dispose();
    }

    private T[] Memory<T>(long[] shape)
        where T : unmanaged
    {
        var memory = GC.AllocateArray<T>(checked((int)shape.Aggregate(1L, (product, size) => product * size)), pinned: true);
        _values.Add(OrtValue.CreateTensorValueFromMemory(memory, shape));
        return memory;
    }
}
