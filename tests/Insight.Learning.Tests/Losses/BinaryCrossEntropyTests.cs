using Insight.Learning.Losses;
using Insight.Learning.Tests.Layers;

namespace Insight.Learning.Tests.Losses;

public sealed class BinaryCrossEntropyTests
{
    [Fact]
    public void Apply_Logits_GivesWhatHandGives()
    {
        (float[] loss, float[] amount) = LossCheck.Run(
            new BinaryCrossEntropy(), Feed.Of("output", [0, 2, 2, -1], 4, 1), Feed.Of("y", [1, 1, 0, 0.5f], 4, 1));

        // log 2; log(1 + e⁻²); 2 + log(1 + e⁻²); log(1 + e⁻¹) + 0.5
        LossCheck.Equal([0.69314718, 0.12692801, 2.12692801, 0.81326169], loss);
        LossCheck.Equal([1, 1, 1, 1], amount);
    }

    [Fact]
    public void Apply_LargeLogits_StaysFinite()
    {
        (float[] loss, _) = LossCheck.Run(new BinaryCrossEntropy(), Feed.Of("output", [200, -200, 200, -200], 4, 1), Feed.Of("y", [0, 1, 1, 0], 4, 1));

        LossCheck.Equal([200, 200, 0, 0], loss);
    }

    /// <summary>At logit 0 too, where networks begin.</summary>
    [Fact]
    public void Gradients_EqualCentralDifferences() =>
        LossCheck.Gradients(new BinaryCrossEntropy(2), Feed.Of("output", [0, 0, 2, -3], 2, 2), Feed.Of("y", [0, 1, 1, 0.3f], 2, 2));
}
