namespace Insight.Training.Recommendations;

/// <summary>Names of the recommenders in reports and manifests.</summary>
internal static class RecommendationAlgorithms
{
    public const string Popularity = "popularity";
    public const string Repeat = "repeat";
    public const string ItemToItem = "item-to-item";
    public const string Gru = "gru";
    public const string SelfAttention = "self-attention";
    public const string Blend = "blend";

    /// <summary>What anyone would accept as a beginning.</summary>
    public static bool IsBaseline(string algorithm) => algorithm is Popularity or Repeat;
}
