using Insight.Recommendations;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Benchmarks;

/// <summary>The least that a recommendation can cost: a session, query, mask and answers bound once, and a run.</summary>
internal sealed class BareRecommender : IDisposable
{
    private readonly SessionOptions _sessionOptions = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly float[] _query = GC.AllocateArray<float>(BenchRecommender.Width, pinned: true);
    private readonly float[] _scores;

    public BareRecommender(byte[] onnx, int products)
    {
        _sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(onnx, _sessionOptions);
        _binding = _session.CreateIoBinding();
        var top = Math.Min(RecommendationContract.Top, products);
        var mask = GC.AllocateArray<float>(products, pinned: true);
        _scores = GC.AllocateArray<float>(top, pinned: true);
        Array.Fill(mask, 1);
        _binding.BindInput("query", Value(_query, [1, BenchRecommender.Width]));
        _binding.BindInput(RecommendationContract.Mask, Value(mask, [products]));
        _binding.BindOutput(RecommendationContract.Score, Value(_scores, [1, top]));
        _binding.BindOutput(RecommendationContract.Product, Value(GC.AllocateArray<long>(top, pinned: true), [1, top]));
    }

    public float Run(int seed)
    {
        for (var i = 0; i < _query.Length; i++)
        {
            _query[i] = ((seed + i) % 13) - 6;
        }

        _session.RunWithBinding(_runOptions, _binding);
        return _scores[0];
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
