using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

/// <summary>Customers who behave exactly as the models say.</summary>
internal static class Simulator
{
    public static IReadOnlyList<BuyerSummary> Buyers(BgNbd model, int count, double longestT, int seed)
    {
        var random = new Random(seed);
        var buyers = new List<BuyerSummary>(count);
        for (int i = 0; i < count; i++)
        {
            double lambda = Gamma(random, model.R) / model.Alpha;
            double left = Gamma(random, model.A), p = left / (left + Gamma(random, model.B));
            double T = longestT * (0.5 + (0.5 * random.NextDouble())), now = 0, last = 0;
            int x = 0;
            while (true)
            {
                now -= Math.Log(1 - random.NextDouble()) / lambda;
                if (!(now <= T))
                {
                    break;
                }

                (x, last) = (x + 1, now);
                if (random.NextDouble() < p)
                {
                    break;
                }
            }

            buyers.Add(new BuyerSummary(x, last, T));
        }

        return buyers;
    }

    public static IReadOnlyList<SpenderSummary> Spenders(GammaGamma model, int count, int seed)
    {
        var random = new Random(seed);
        var spenders = new List<SpenderSummary>(count);
        for (int i = 0; i < count; i++)
        {
            double nu = Gamma(random, model.Q) / model.V;
            int x = 1 + random.Next(5);
            spenders.Add(new SpenderSummary(x, Enumerable.Range(0, x).Average(_ => Gamma(random, model.P) / nu)));
        }

        return spenders;
    }

    // Marsaglia and Tsang (2000), raised by one and scaled back where the shape is below 1.
    public static double Gamma(Random random, double shape)
    {
        if (shape < 1)
        {
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            double v = Math.Pow(1 + (c * normal), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
