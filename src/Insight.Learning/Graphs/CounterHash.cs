namespace Insight.Learning.Graphs;

/// <summary>
/// Random numbers as a function of a counter, so that nothing but a seed and a position has to be remembered to draw the same ones again.
/// The mixing is SplitMix64's (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", fig. 16).
/// </summary>
internal static class CounterHash
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong key, ulong counter)
    {
        unchecked
        {
            ulong z = key + ((counter + 1) * Golden);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    public static ulong Mix(int seed, long first, long second) => Mix(Mix(unchecked((ulong)seed), unchecked((ulong)first)), unchecked((ulong)second));

    /// <summary>A whole number in [0, bound), from one hash (Lemire 2019; the bias is below bound / 2⁶⁴).</summary>
    public static int Below(ulong hash, int bound) => (int)Math.BigMul(hash, (ulong)bound, out _);

    /// <summary>A number in [0, 1) of 53 bits.</summary>
    public static double Unit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));
}
