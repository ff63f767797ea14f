namespace Insight.LocalHost.Demo;

/// <summary>The distributions of the demo's process, from one seeded source.</summary>
internal sealed class DemoRandom(int seed)
{
    private readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public int Below(int limit) => _random.Next(limit);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public double Exponential(double rate) => -Math.Log(1 - _random.NextDouble()) / rate;

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Gamma with shape and rate (Marsaglia and Tsang 2000).</summary>
    public double Gamma(double shape, double rate)
    {
        if (shape < 1)
        {
            // Boost: a Gamma(k + 1) times U^(1/k) is a Gamma(k).
            return Gamma(shape + 1, rate) * Math.Pow(1 - _random.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - _random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v / rate;
            }
        }
    }

    public double Beta(double a, double b)
    {
        var x = Gamma(a, 1);
        return x / (x + Gamma(b, 1));
    }
}
