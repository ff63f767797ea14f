namespace Insight.Training.Networks;

/// <summary>Names of the networks in manifests and run reports.</summary>
internal static class NetworkAlgorithms
{
    public const string Multilayer = "multilayer-network";
    public const string Sequence = "sequence-network";

    public static string Of(NetworkKind kind) => kind == NetworkKind.Multilayer ? Multilayer : Sequence;
}
