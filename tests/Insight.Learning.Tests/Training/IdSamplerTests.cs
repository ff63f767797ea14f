using Insight.Learning.Training;

namespace Insight.Learning.Tests.Training;

public class IdSamplerTests
{
    [Fact]
    public void Fill_DrawsByWeight_AndNeverWhatHasNone()
    {
        long[] ids = new long[40_000];
        new IdSampler("negatives", [0, 1, 0, 3, 0]).Fill(ids, 1);

        Assert.All(ids, id => Assert.Contains(id, (long[])[1, 3]));
        Assert.Equal(0.75, ids.Count(id => id == 3) / 40_000.0, 0.01);
    }

    [Fact]
    public void Fill_IsTheKeys()
    {
        long[] Drawn(ulong key)
        {
            long[] ids = new long[50];
            new IdSampler("negatives", [.. Enumerable.Repeat(1.0, 1000)]).Fill(ids, key);
            return ids;
        }

        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
    }

    [Fact]
    public void Constructor_WeightsThatDoNotDraw_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new IdSampler("negatives", [0, 0]));
        Assert.Throws<ArgumentException>(() => new IdSampler("negatives", [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => new IdSampler("negatives", [1, -1]));
    }
}
