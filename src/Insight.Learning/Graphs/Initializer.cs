namespace Insight.Learning.Graphs;

/// <summary>How a weight's values are drawn before training.</summary>
/// <param name="draw">Fills the values with the given source of random numbers.</param>
public sealed class Initializer(Action<float[], Random> draw)
{
    /// <summary>Zero everywhere, as for biases.</summary>
    public static Initializer Zeros { get; } = new((_, _) => { });

    /// <summary>The same number everywhere.</summary>
    public static Initializer Constant(float value) => new((values, _) => Array.Fill(values, value));

    /// <summary>Evenly from −bound to bound.</summary>
    public static Initializer Uniform(double bound) => new((values, random) =>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(((2 * random.NextDouble()) - 1) * bound);
        }
    });

    /// <summary>Glorot and Bengio (2010), eq. 16: evenly within ±√(6 / (fanIn + fanOut)).</summary>
    public static Initializer Glorot(long fanIn, long fanOut) => Uniform(Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>He et al. (2015), eq. 10, for layers before a rectifier: evenly within ±√(6 / fanIn).</summary>
    public static Initializer He(long fanIn) => Uniform(Math.Sqrt(6.0 / fanIn));

    /// <summary>Gaussian around zero.</summary>
    public static Initializer Normal(double deviation) => new((values, random) =>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(deviation * Gaussian(random));
        }
    });

    /// <summary>Saxe et al. (2013): a matrix, row-major, whose columns are orthonormal, or whose rows are where there are more columns than rows.</summary>
    public static Initializer Orthogonal(long rows, long columns) => new((values, random) =>
    {
        (int count, int length) = (checked((int)Math.Min(rows, columns)), checked((int)Math.Max(rows, columns)));
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = vectors[i] = [.. Enumerable.Range(0, length).Select(_ => Gaussian(random))];
            foreach (double[] other in vectors.AsSpan(0, i))
            {
                double along = Dot(vector, other);
                for (int j = 0; j < length; j++)
                {
                    vector[j] -= along * other[j];
                }
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < length; j++)
            {
                vector[j] /= norm;
                values[rows >= columns ? (j * count) + i : (i * length) + j] = (float)vector[j];
            }
        }
    });

    /// <summary>The values of the weight of that name, the same for the same seed whatever other weights there are.</summary>
    public float[] Draw(long count, string name, int seed)
    {
        var values = new float[count];
        draw(values, new Random(StableHash(name, seed)));
        return values;
    }

    /// <summary>Box and Muller (1958); 1 − u avoids the logarithm of zero.</summary>
    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Dot(double[] left, double[] right) => left.Zip(right, (l, r) => l * r).Sum();

    /// <summary>FNV-1a over the name's characters, started from the seed: string.GetHashCode differs between processes.</summary>
    private static int StableHash(string name, int seed)
    {
        uint hash = 2166136261 ^ unchecked((uint)seed * 2654435761);
        foreach (char letter in name)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return unchecked((int)hash);
    }
}
