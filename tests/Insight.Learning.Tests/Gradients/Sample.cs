namespace Insight.Learning.Tests.Gradients;

/// <summary>The values that an input of a checked graph is fed with.</summary>
internal sealed record Sample(double[] Values, long[] Sizes)
{
    /// <summary>Values of either sign, none nearer than .1 to zero or, almost surely, to each other's neighbourhood of a step.</summary>
    public static Sample Any(int seed, params long[] sizes) => Draw(seed, random => (random.Next(2) == 0 ? -1 : 1) * (0.1 + (1.9 * random.NextDouble())), sizes);

    public static Sample Positive(int seed, params long[] sizes) => Draw(seed, random => 0.3 + (1.7 * random.NextDouble()), sizes);

    /// <summary>Values of which no two are so near that a step makes the smaller one the larger.</summary>
    public static Sample Apart(int seed, params long[] sizes)
    {
        Sample sample = Draw(seed, _ => 0, sizes);
        double[] values = [.. sample.Values.Select((_, i) => (4 * (i + 0.5) / sample.Values.Length) - 2)];
        new Random(seed).Shuffle(values);
        return sample with { Values = values };
    }

    private static Sample Draw(int seed, Func<Random, double> draw, long[] sizes)
    {
        var random = new Random(seed);
        return new Sample([.. Enumerable.Range(0, (int)sizes.Aggregate(1L, (product, size) => product * size)).Select(_ => draw(random))], sizes);
    }
}
