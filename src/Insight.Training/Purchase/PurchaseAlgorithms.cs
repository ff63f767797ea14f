using Insight.Training.Networks;

namespace Insight.Training.Purchase;

/// <summary>Names of the candidates in manifests and run reports.</summary>
internal static class PurchaseAlgorithms
{
    public const string Recency = "recency";
    public const string ConstantRate = "constant-rate";
    public const string BgNbd = "bg-nbd";
    public const string MbgCnbd = "mbg-cnbd-k";
    public const string Glm = "glm";
    public const string LightGbm = "lightgbm";
    public const string Multilayer = "multilayer-network";
    public const string Sequence = "sequence-network";
    public const string Blend = "blend";

    public static string Of(NetworkKind kind) => kind == NetworkKind.Multilayer ? Multilayer : Sequence;

    public static bool IsBaseline(string algorithm) => algorithm is Recency or ConstantRate;
}
