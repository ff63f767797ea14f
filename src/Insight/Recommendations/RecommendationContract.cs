namespace Insight.Recommendations;

/// <summary>
/// What every recommending graph looks like, whatever stands in it. It answers for one history of L ≥ 1 steps, oldest first, over N products; who has none sends one
/// step of product 0 with the weight 0. Steps of weight 0 count for nothing.
/// </summary>
public static class RecommendationContract
{
    /// <summary>int64 [1, L]: indexes of products.</summary>
    public const string History = "history";

    /// <summary>float [1, L]: how much each step says, as <see cref="Features.Interaction.Weight"/>.</summary>
    public const string Weights = "weights";

    /// <summary>float [1, L]: days between each step and the moment asked about, ≥ 0; all 0 in data without a clock.</summary>
    public const string Ages = "ages";

    /// <summary>float [N], added to the scores: 0 where a product may be recommended, <see cref="Excluded"/> where not.</summary>
    public const string Mask = "mask";

    /// <summary>int64 [1]: how many products are wanted, at most N; <see cref="Top"/>, or N if that is less, where it is not sent. Few are found sooner than many.</summary>
    public const string Count = "count";

    /// <summary>int64 [1, <see cref="Count"/>]: indexes of products, the best first. Those that the mask excludes, and those of which the graph has nothing to say, stand last with <see cref="Excluded"/> as score or less.</summary>
    public const string Product = "product";

    /// <summary>float, as <see cref="Product"/>: higher is better; comparable within one answer only.</summary>
    public const string Score = "score";

    /// <summary>Products in an answer at most, so that diversity, newcomers and what stands beside a product have room.</summary>
    public const int Top = 200;

    /// <summary>Steps of a history that are sent at most: the latest.</summary>
    public const int MaxHistory = 100;

    /// <summary>Scores at or below this are no answer.</summary>
    public const float Excluded = -1e30f;
}
