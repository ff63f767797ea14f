using Insight.Features;
using Insight.Registry;
using Insight.Training.Gates;

namespace Insight.Training.Tests;

/// <summary>Turns what was trained into what serves.</summary>
internal static class Champions
{
    public static Champion Of(TrainedModel trained, DateTimeOffset asOf) => new(
        new ModelManifest
        {
            Model = "purchase", Version = "v", Algorithm = trained.Algorithm, Basis = trained.Basis, Snapshot = "s1", AsOf = asOf, HorizonDays = 90, RunId = "r",
            Features = FeatureVector.Names, FeatureHash = FeatureVector.Hash, Candidates = trained.Candidates, Seed = 1, DurationSeconds = 1, TrainedAt = asOf,
            SizeBytes = trained.Onnx!.Length, Sha256 = "", Details = trained.Details,
        },
        trained.Onnx);
}
