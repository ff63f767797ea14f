using Insight.Registry;

namespace Insight.Recommendations;

/// <summary>
/// A stored history with what the graph answered to it, under a mask that lets everything in, when it was made; a loaded session must answer the same, or it does not serve. A manifest
/// keeps a list of them under <see cref="Detail"/>.
/// </summary>
/// <param name="History">As <see cref="RecommendationContract.History"/>, and so the next two.</param>
/// <param name="Product">The first <see cref="Kept"/> of the answer, fewer where there are fewer products.</param>
/// <param name="Score">As many.</param>
public sealed record GoldenHistory(IReadOnlyList<long> History, IReadOnlyList<float> Weights, IReadOnlyList<float> Ages, IReadOnlyList<long> Product, IReadOnlyList<float> Score)
{
    /// <summary>Name among <see cref="ModelManifest.Details"/>; written with <see cref="System.Text.Json.JsonSerializerOptions.Web"/>.</summary>
    public const string Detail = "goldenHistories";

    /// <summary>How much of an answer is stored.</summary>
    public const int Kept = 10;

    /// <summary>What an answer has otherwise than it was stored; null where it is the same. Products of one score may change places.</summary>
    internal string? Differs(ReadOnlySpan<long> product, ReadOnlySpan<float> score)
    {
        if (product.Length < Product.Count || Score.Count != Product.Count)
        {
            return FormattableString.Invariant($"{product.Length} products; it was stored with {Product.Count} and {Score.Count} scores");
        }

        for (var i = 0; i < Product.Count; i++)
        {
            if (!Same(score[i], Score[i]))
            {
                return FormattableString.Invariant($"the score {score[i]} in place {i}; it was stored with {Score[i]}");
            }

            var tied = (i > 0 && Same(score[i - 1], score[i])) || (i + 1 < score.Length && Same(score[i + 1], score[i]));
            if (product[i] != Product[i] && !tied)
            {
                return FormattableString.Invariant($"product {product[i]} in place {i}; it was stored with {Product[i]}");
            }
        }

        return null;
    }

    private static bool Same(float found, float expected) => Math.Abs((double)found - expected) <= GoldenRow.Tolerance * Math.Max(1, Math.Abs((double)expected));
}
