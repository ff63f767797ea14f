using Insight.Training.Learners;

namespace Insight.Training.CustomerValue;

/// <summary>A candidate: the expected revenue within the horizon, in the shop's currency.</summary>
internal sealed record ValueModel(string Algorithm, IRowModel Expected)
{
    public double Predict(float[] row) => Math.Max(0, Expected.Predict(row));
}
