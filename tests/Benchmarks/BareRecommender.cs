using Insight.Recommendations;

namespace Insight.Benchmarks;

/// <summary>The least that a recommendation can cost: a query against all products, mask and top 200, bound once.</summary>
internal sealed class BareRecommender : IDisposable
{
    private readonly BoundRun _run;
    private readonly float[] _query;
    private readonly float[] _scores;

    public BareRecommender(byte[] onnx, int products)
    {
        _run = new BoundRun(onnx);
        var top = Math.Min(RecommendationContract.Top, products);
        _query = _run.Input<float>("query", 1, BenchRecommender.Width);
        _run.Input<float>(RecommendationContract.Mask, products);
        _scores = _run.Output<float>(RecommendationContract.Score, 1, top);
        _run.Output<long>(RecommendationContract.Product, 1, top);
    }

    public float Run(int seed)
    {
        for (var i = 0; i < _query.Length; i++)
        {
            _query[i] = ((seed + i) % 13) - 6;
        }

        _run.Run();
        return _scores[0];
    }

    public void Dispose() => _run.Dispose();
}
