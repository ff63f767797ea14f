namespace Insight.Drift;

/// <summary>How far the customers of the last refresh lie from those that a champion was trained on.</summary>
/// <param name="TrainedOn">Customers who had bought when it was trained.</param>
/// <param name="Customers">Those who have bought now.</param>
/// <param name="Features">In the order of the feature vector.</param>
/// <param name="Scores">By the names of the model's outputs.</param>
public sealed record ModelDrift(
    string Model, string Version, int TrainedOn, int Customers, IReadOnlyList<ColumnDrift> Features, IReadOnlyList<ColumnDrift> Scores);
