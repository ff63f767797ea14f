using Insight.LocalHost.Demo;

namespace Insight.LocalHost.Tests.Demo;

public sealed class RecoveredTests
{
    [Fact]
    public void Auc_WorkedByHand()
    {
        // Pairs (positive, negative): 0.9 beats both, 0.4 beats 0.1 and ties 0.4: 3.5 of 4.
        Assert.Equal(3.5 / 4, Recovered.Auc([(0.9, true), (0.4, true), (0.4, false), (0.1, false)]), 12);
        Assert.Equal(0.5, Recovered.Auc([(1, true), (1, false)]), 12);
        Assert.Equal(0, Recovered.Auc([(0, true), (1, false)]), 12);
    }
}
