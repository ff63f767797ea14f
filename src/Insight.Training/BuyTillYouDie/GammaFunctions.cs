namespace Insight.Training.BuyTillYouDie;

/// <summary>The logarithm of the gamma function and its derivative for positive arguments (Abramowitz &amp; Stegun 6.1.41 and 6.3.18).</summary>
/// <remarks>The argument is raised to where the asymptotic series gives all digits of a double, by the recurrence Γ(z+1) = zΓ(z).</remarks>
internal static class GammaFunctions
{
    private const double Asymptotic = 12;

    public static double LogGamma(double z)
    {
        double product = 1;
        for (; z < Asymptotic; z++)
        {
            product *= z;
        }

        double i = 1 / z;
        double i2 = i * i;
        double series = i * ((1.0 / 12) - (i2 * ((1.0 / 360) - (i2 * ((1.0 / 1260) - (i2 * ((1.0 / 1680) - (i2 * ((1.0 / 1188) - (i2 * 691 / 360360))))))))));
        return ((z - 0.5) * Math.Log(z)) - z + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }

    public static double Digamma(double z)
    {
        double sum = 0;
        for (; z < Asymptotic; z++)
        {
            sum += 1 / z;
        }

        double i2 = 1 / (z * z);
        double series = i2 * ((1.0 / 12) - (i2 * ((1.0 / 120) - (i2 * ((1.0 / 252) - (i2 * ((1.0 / 240) - (i2 * ((1.0 / 132) - (i2 * 691 / 32760))))))))));
        return Math.Log(z) - (0.5 / z) - series - sum;
    }
}
