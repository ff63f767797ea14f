using System.Numerics;

namespace Insight.Scoring.Reasons;

/// <summary>Shapley values by their definition, for few players.</summary>
/// <remarks>Shapley (1953), A Value for n-Person Games: φᵢ = Σ |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)) over the coalitions S without i.</remarks>
internal static class Coalitions
{
    /// <param name="values">v(S), 2^n of them; bit i of the place says whether player i is in S.</param>
    /// <param name="contributions">Receives φ, one per player.</param>
    public static void Shapley(ReadOnlySpan<double> values, Span<double> contributions)
    {
        var n = contributions.Length;
        Span<double> weights = stackalloc double[n];
        for (var size = 0; size < n; size++)
        {
            weights[size] = Factorial(size) * Factorial(n - size - 1) / Factorial(n);
        }

        contributions.Clear();
        for (var coalition = 0; coalition < values.Length; coalition++)
        {
            var weight = weights[Math.Min(BitOperations.PopCount((uint)coalition), n - 1)];
            for (var i = 0; i < n; i++)
            {
                if ((coalition & (1 << i)) == 0)
                {
                    contributions[i] += weight * (values[coalition | (1 << i)] - values[coalition]);
                }
            }
        }
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
