using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>A candidate: a probability of buying again within the horizon and the expected purchase days in it.</summary>
internal sealed record PurchaseModel(string Algorithm, IRowModel Probability, IRowModel Orders)
{
    /// <summary>Buying at least once cannot be likelier than the expected number of purchases.</summary>
    public double PredictOrders(float[] row) => Math.Max(Orders.Predict(row), PredictProbability(row));

    /// <summary>Both for many rows.</summary>
    public (double[] Probability, double[] Orders) Predict(IReadOnlyList<float[]> rows)
    {
        double[] probability = [.. Probability.Predict(rows).Select(p => Math.Clamp(p, 0, 1))];
        return (probability, [.. Orders.Predict(rows).Zip(probability, Math.Max)]);
    }

    public double PredictProbability(float[] row) => Math.Clamp(Probability.Predict(row), 0, 1);
}
