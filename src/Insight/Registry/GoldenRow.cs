namespace Insight.Registry;

/// <summary>A stored input with what the model answered to it when it was made; a loaded session must answer the same, or it does not serve.</summary>
/// <param name="Features">One value per column; NaN where a feature is not defined.</param>
/// <param name="Answers">By output name.</param>
public sealed record GoldenRow(IReadOnlyList<float> Features, IReadOnlyDictionary<string, double> Answers)
{
    /// <summary>How far an answer may be off: this times max(1, |expected|).</summary>
    public const double Tolerance = 1e-5;

    /// <summary>Whether <paramref name="found"/> is what the model answered then.</summary>
    public bool Holds(string output, double found) =>
        Answers.TryGetValue(output, out var expected)
        && (Math.Abs(found - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)) || (double.IsNaN(found) && double.IsNaN(expected)));
}
