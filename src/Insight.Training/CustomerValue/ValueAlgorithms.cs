namespace Insight.Training.CustomerValue;

/// <summary>Names of the candidates in manifests and run reports; those of networks are <see cref="Networks.NetworkAlgorithms"/>.</summary>
internal static class ValueAlgorithms
{
    public const string PastRate = "past-rate";
    public const string GammaGamma = "bg-nbd-gamma-gamma";
    public const string Glm = "glm";
    public const string LightGbm = "lightgbm";
    public const string Blend = "blend";
}
