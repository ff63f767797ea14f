using Microsoft.ML.OnnxRuntime;

namespace Insight.Recommendations;

/// <summary>
/// Room for one history, its mask and the answer at addresses that ONNX Runtime knows. It serves one caller at a time, who gives it back by disposing it. The mask stays
/// from one caller to the next: who wants the same one changes only what is different.
/// </summary>
internal sealed class BoundHistory : IDisposable
{
    private readonly RecommendationModel _owner;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _values = [];
    private readonly (OrtValue History, OrtValue Weights, OrtValue Ages)?[] _inputs = new (OrtValue, OrtValue, OrtValue)?[RecommendationContract.MaxHistory + 1];
    private readonly float[] _mask;
    private readonly List<int> _excluded = [];
    private readonly long[] _products;
    private readonly float[] _scores;
    private readonly (OrtValue Product, OrtValue Score)?[] _outputs;
    private readonly long[] _count;
    private float[]? _base;
    private int _bound;

    public BoundHistory(RecommendationModel owner, InferenceSession session)
    {
        (_owner, _session, _binding) = (owner, session, session.CreateIoBinding());
        var products = owner.Index.Products.Count;
        var most = Math.Min(RecommendationContract.Top, products);
        History = Pinned<long>(RecommendationContract.MaxHistory);
        Weights = Pinned<float>(RecommendationContract.MaxHistory);
        Ages = Pinned<float>(RecommendationContract.MaxHistory);
        _mask = Pinned<float>(products);
        _count = Pinned<long>(1);
        _products = Pinned<long>(most);
        _scores = Pinned<float>(most);
        _outputs = new (OrtValue, OrtValue)?[most + 1];
        _binding.BindInput(RecommendationContract.Mask, Value<float>(_mask, [products]));
        _binding.BindInput(RecommendationContract.Count, Value<long>(_count, [1]));
    }

    /// <summary>Room for <see cref="RecommendationContract.MaxHistory"/> steps, oldest first.</summary>
    public long[] History { get; }

    public float[] Weights { get; }

    public float[] Ages { get; }

    /// <summary>The answer of the last <see cref="Run"/>, the best first.</summary>
    public ReadOnlySpan<long> Products => _products.AsSpan(0, (int)_count[0]);

    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, (int)_count[0]);

    /// <summary>Lets every product in that <paramref name="mask"/> lets in.</summary>
    /// <param name="mask">As <see cref="RecommendationContract.Mask"/>; not changed afterwards.</param>
    public void Use(float[] mask)
    {
        if (_base == mask)
        {
            foreach (var product in _excluded)
            {
                _mask[product] = mask[product];
            }
        }
        else
        {
            mask.CopyTo(_mask, 0);
            _base = mask;
        }

        _excluded.Clear();
    }

    /// <summary>The mask itself, for a choice that is this caller's alone and must be written for every product.</summary>
    public Span<float> Choose()
    {
        _base = null;
        _excluded.Clear();
        return _mask;
    }

    public void Exclude(int product)
    {
        _mask[product] = RecommendationContract.Excluded;
        _excluded.Add(product);
    }

    /// <summary>Asks with the first steps of what was filled in.</summary>
    /// <param name="steps">1 to <see cref="RecommendationContract.MaxHistory"/>.</param>
    /// <param name="count">How many products are wanted; no more than <see cref="RecommendationContract.Top"/>, or than there are, are given.</param>
    public void Run(int steps, int count)
    {
        count = Math.Min(count, _products.Length);
        if (_bound != steps)
        {
            var (history, weights, ages) = _inputs[steps] ??= (
                Value(History.AsMemory(0, steps), [1, steps]), Value(Weights.AsMemory(0, steps), [1, steps]), Value(Ages.AsMemory(0, steps), [1, steps]));
            _binding.BindInput(RecommendationContract.History, history);
            _binding.BindInput(RecommendationContract.Weights, weights);
            _binding.BindInput(RecommendationContract.Ages, ages);
            _bound = steps;
        }

        if (_count[0] != count)
        {
            var (product, score) = _outputs[count] ??= (Value(_products.AsMemory(0, count), [1, count]), Value(_scores.AsMemory(0, count), [1, count]));
            _binding.BindOutput(RecommendationContract.Product, product);
            _binding.BindOutput(RecommendationContract.Score, score);
            _count[0] = count;
        }

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

    private OrtValue Value<T>(Memory<T> memory, long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape);
        _values.Add(value);
        return value;
    }
}
