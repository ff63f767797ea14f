using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;

namespace Insight.Learning.Tests.Losses;

/// <summary>Poisson and negative binomial likelihoods.</summary>
public sealed class CountLossTests
{
    [Fact]
    public void Poisson_GivesWhatHandGives()
    {
        (float[] loss, float[] amount) = LossCheck.Run(new Poisson(), Feed.Of("output", [0.5f, -1], 2, 1), Feed.Of("y", [3, 0], 2, 1));

        LossCheck.Equal([0.14872127, 0.36787944], loss); // e^.5 − 1.5; e⁻¹
        LossCheck.Equal([1, 1], amount);
    }

    /// <summary>With r = 1 the distribution is geometric: p(3) = ⅓·(⅔)³ at μ = 2, so that −log p − log 3! = .52324814. The others by lgamma.</summary>
    [Theory]
    [InlineData(0, 2, 1, 1.09861229)]
    [InlineData(3, 2, 1, 0.52324814)]
    [InlineData(3, 2, 0.5, 0.84554095)]
    [InlineData(40, 10, 3, -102.18515243)]
    [InlineData(2, 1.5, 100, 0.69775793)]
    public void NegativeBinomial_GivesWhatHandGives(float y, double mean, double size, double expected)
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new NegativeBinomial(), Feed.Of("output", [(float)Math.Log(mean), (float)Math.Log(size)], 1, 2), Feed.Of("y", [y], 1, 1));

        LossCheck.Equal([expected], loss, 1e-5 * Math.Max(1, Math.Abs(expected)) * Math.Max(1, size / 10));
        LossCheck.Equal([1], amount);
    }

    /// <summary>Without end, r makes it Poisson's: both leave out log y!.</summary>
    [Fact]
    public void NegativeBinomial_LargeSize_IsPoisson()
    {
        (float[] negativeBinomial, _) = LossCheck.Run(new NegativeBinomial(), Feed.Of("output", [0.5f, 30], 1, 2), Feed.Of("y", [3], 1, 1));

        LossCheck.Equal([0.14872127], negativeBinomial, 0.02);
    }

    [Fact]
    public void Gradients_EqualCentralDifferences()
    {
        LossCheck.Gradients(new Poisson(2), Feed.Random("output", new Random(1), 2, 2), Feed.Of("y", [3, 0, 1, 2], 2, 2));
        LossCheck.Gradients(new NegativeBinomial(), Feed.Random("output", new Random(1), 3, 2), Feed.Of("y", [3, 0, 1], 3, 1));
    }
}
