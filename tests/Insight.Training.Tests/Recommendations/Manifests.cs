using System.Security.Cryptography;
using Insight.Registry;

namespace Insight.Training.Tests.Recommendations;

internal static class Manifests
{
    /// <summary>As the trainer would store it.</summary>
    public static ModelManifest Of(TrainedModel trained, string model) => new()
    {
        Model = model, Version = "20261127000000-00000000", Algorithm = trained.Algorithm, Basis = trained.Basis, Snapshot = "s1", AsOf = DateTimeOffset.UnixEpoch, HorizonDays = 90,
        RunId = "r1", Features = [], FeatureHash = "", Candidates = trained.Candidates, Seed = 1, DurationSeconds = 1, TrainedAt = DateTimeOffset.UnixEpoch, SizeBytes = trained.Onnx!.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(trained.Onnx)), Details = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(System.Text.Json.JsonSerializer.Serialize(trained.Details))!,
    };
}
