namespace Insight.Learning.Training;

/// <summary>What networks trained without a fold are worth on that fold.</summary>
/// <param name="Losses">The loss on each fold.</param>
/// <param name="Metrics">The metrics on each fold.</param>
public sealed record CrossValidationResult(IReadOnlyList<double> Losses, IReadOnlyList<IReadOnlyDictionary<string, double>> Metrics)
{
    /// <summary>The mean over the folds.</summary>
    public double Mean => Losses.Average();

    /// <summary>The standard deviation between the folds, with n − 1.</summary>
    public double Deviation => Math.Sqrt(Losses.Sum(loss => (loss - Mean) * (loss - Mean)) / (Losses.Count - 1));
}
