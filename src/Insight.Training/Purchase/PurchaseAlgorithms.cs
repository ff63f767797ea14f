namespace Insight.Training.Purchase;

/// <summary>Names of the candidates in manifests and run reports; those of networks are <see cref="Networks.NetworkAlgorithms"/>.</summary>
internal static class PurchaseAlgorithms
{
    public const string Recency = "recency";
    public const string ConstantRate = "constant-rate";
    public const string BgNbd = "bg-nbd";
    public const string MbgCnbd = "mbg-cnbd-k";
    public const string Glm = "glm";
    public const string LightGbm = "lightgbm";
    public const string Blend = "blend";

    public static bool IsBaseline(string algorithm) => algorithm is Recency or ConstantRate;
}
