using Insight.Training.Networks;

namespace Insight.Training.CustomerValue;

/// <summary>Names of the candidates in manifests and run reports.</summary>
internal static class ValueAlgorithms
{
    public const string PastRate = "past-rate";
    public const string GammaGamma = "bg-nbd-gamma-gamma";
    public const string Glm = "glm";
    public const string LightGbm = "lightgbm";
    public const string Multilayer = "multilayer-network";
    public const string Sequence = "sequence-network";
    public const string Blend = "blend";

    public static string Of(NetworkKind kind) => kind == NetworkKind.Multilayer ? Multilayer : Sequence;
}
