namespace Insight.Scoring;

/// <summary>What an answer rests on, from the least to the most: the values of <c>basis</c> in the HTTP contract.</summary>
public static class Bases
{
    public const string Prior = "prior";
    public const string Popularity = "popularity";
    public const string Baseline = "baseline";
    public const string Model = "model";

    private static readonly string[] Ascending = [Prior, Popularity, Baseline, Model];

    /// <summary>The lower of two; null is no answer and does not count.</summary>
    public static string? Lower(string? a, string? b) =>
        a is null ? b : b is null ? a : Array.IndexOf(Ascending, a) <= Array.IndexOf(Ascending, b) ? a : b;
}
