namespace Insight.Training.Learners;

/// <summary>Solves symmetric positive definite systems.</summary>
internal static class Cholesky
{
    /// <param name="matrix">Its lower triangle is read, and overwritten by the factor.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                if (i == j && !(sum > 0))
                {
                    throw new ArithmeticException($"The matrix is not positive definite: pivot {j} of {n} is {sum}.");
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }

        var solution = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                solution[i] -= matrix[i, k] * solution[k];
            }

            solution[i] /= matrix[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                solution[i] -= matrix[k, i] * solution[k];
            }

            solution[i] /= matrix[i, i];
        }

        return solution;
    }
}
