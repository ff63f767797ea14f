using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>A candidate: a probability of buying again within the horizon and the expected purchase days in it.</summary>
internal sealed record PurchaseModel(string Algorithm, IRowModel Probability, IRowModel Orders)
{
    /// <summary>Buying at least once cannot be likelier than the expected number of purchases.</summary>
    public double PredictOrders(float[] row) => Math.Max(Orders.Predict(row), PredictProbability(row));

    public double PredictProbability(float[] row) => Math.Clamp(Probability.Predict(row), 0, 1);
}
