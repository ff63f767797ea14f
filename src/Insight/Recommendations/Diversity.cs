namespace Insight.Recommendations;

/// <summary>
/// Maximal marginal relevance: the next product is the one of largest (1 − d) · relevance − d · similarity to the most similar one already chosen.
/// </summary>
/// <remarks>Carbonell, Goldstein (1998): The use of MMR, diversity-based reranking for reordering documents and producing summaries, SIGIR '98.</remarks>
internal static class Diversity
{
    /// <param name="candidates">By descending relevance.</param>
    /// <param name="diversity">0 to 1; 0 keeps the order.</param>
    /// <param name="newcomers">How many products may be chosen that the model does not know.</param>
    /// <returns>The caller's: a new list, or <paramref name="candidates"/> itself.</returns>
    public static List<Candidate> Choose(Assortment shop, List<Candidate> candidates, int count, double diversity, int newcomers)
    {
        if (diversity == 0 && candidates.Count <= count && !candidates.Exists(candidate => candidate.Kin >= 0))
        {
            return candidates; // the usual question: all that was asked of the model
        }

        var chosen = new List<Candidate>(Math.Min(count, candidates.Count));
        var left = diversity > 0 ? new List<Candidate>(candidates) : candidates;
        var nearest = diversity > 0 ? new float[candidates.Count] : [];
        for (var next = 0; chosen.Count < count && next < left.Count; next++)
        {
            if (diversity > 0)
            {
                Advance(left, nearest, next, (float)diversity);
            }

            var candidate = left[next];
            if (candidate.Kin >= 0 && newcomers-- <= 0)
            {
                continue;
            }

            chosen.Add(candidate);
            for (var i = next + 1; i < nearest.Length; i++)
            {
                nearest[i] = Math.Max(nearest[i], shop.Similarity(candidate.Product, left[i].Product));
            }
        }

        return chosen;
    }

    /// <summary>Brings the best of those that are left to the front of them; the others keep their order.</summary>
    private static void Advance(List<Candidate> left, float[] nearest, int next, float diversity)
    {
        var best = next;
        for (var i = next + 1; i < left.Count; i++)
        {
            if (Value(i) > Value(best))
            {
                best = i;
            }
        }

        var (candidate, similarity) = (left[best], nearest[best]);
        for (var i = best; i > next; i--)
        {
            (left[i], nearest[i]) = (left[i - 1], nearest[i - 1]);
        }

        (left[next], nearest[next]) = (candidate, similarity);

        float Value(int i) => ((1 - diversity) * left[i].Relevance) - (diversity * nearest[i]);
    }
}
