using System.Globalization;
using Insight.Drift;

namespace Insight.Reports.Sections;

/// <summary>Says in a sentence how far the customers of now lie from those that a model was trained on.</summary>
internal static class DriftText
{
    /// <summary>Siddiqi (2006): from here on a shift is major.</summary>
    private const double Major = 0.25;

    public static string Of(ModelDrift drift)
    {
        var scores = string.Join(", ", drift.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Name} {score.Psi:0.00} ({score.Ks:0.00})")));
        var shifted = drift.Features.Where(feature => feature.Psi >= Major).OrderByDescending(feature => feature.Psi).ToList();
        var most = shifted.Count == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{shifted.Count} of {drift.Features.Count}, most of all {shifted[0].Name} with {shifted[0].Psi:0.00}");
        return $"Drift since training ({Figures.Count(drift.TrainedOn)} customers then, {Figures.Count(drift.Customers)} now), as population stability index (Kolmogorov–Smirnov in brackets): {scores}. Features with a major shift, from 0.25 on: {most}.";
    }
}
