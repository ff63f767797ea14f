namespace Insight.Learning.Gradients;

/// <summary>Nodes and weights of Gauss's quadrature on [0, 1]: exact for polynomials up to degree 2n − 1.</summary>
/// <remarks>Press et al., Numerical Recipes, section 4.6 (gauleg): Newton's method on Legendre's polynomials.</remarks>
internal static class GaussLegendre
{
    private const double Precision = 1e-14;

    public static (double[] Nodes, double[] Weights) Rule(int count)
    {
        double[] nodes = new double[count], weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            double root = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope, step;
            do
            {
                double value = 1, before = 0;
                for (int degree = 1; degree <= count; degree++)
                {
                    (value, before) = ((((2 * degree) - 1) * root * value - ((degree - 1) * before)) / degree, value);
                }

                slope = count * ((root * value) - before) / ((root * root) - 1);
                step = value / slope;
                root -= step;
            }
            while (Math.Abs(step) > Precision);

            nodes[i] = (1 - root) / 2;
            weights[i] = 1 / ((1 - (root * root)) * slope * slope);
        }

        return (nodes, weights);
    }
}
