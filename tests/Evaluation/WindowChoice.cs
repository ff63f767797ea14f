using System.Globalization;

namespace Insight.Evaluation;

/// <summary>What one validation window by itself would choose at an origin, and what came of it.</summary>
/// <param name="Window">The day as of which candidates were judged; the newest of an origin is the one that decides.</param>
/// <param name="Loss">On the test, of what challenges with these settings: log loss or deviance.</param>
internal sealed record WindowChoice(DateOnly Origin, DateOnly Window, string Choice, double Loss)
{
    /// <summary>A network's name, or the blend's weights.</summary>
    public static string Of(string? network, IReadOnlyDictionary<string, double>? weights) => network
        ?? (weights is null ? "equal weights" : string.Join(", ", weights.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value:0.00}"))));
}
