using Insight.Training.Data;

namespace Insight.Training.Tests.Data;

public sealed class KFoldTests
{
    [Theory]
    [InlineData(5, 103, 17)]
    [InlineData(3, 7, 2)]
    [InlineData(5, 4, 4)]
    public void Stratified_FoldsDifferByOneAtMost_InEachClassAndInAll(int folds, int customers, int ones)
    {
        int[] classes = [.. Enumerable.Range(0, customers).Select(i => i < ones ? 1 : 0)];
        var fold = KFold.Stratified(classes, folds, seed: 1);
        Assert.All(fold, number => Assert.InRange(number, 0, folds - 1));
        foreach (var counted in new[] { fold, [.. fold.Where((_, i) => classes[i] == 1)], [.. fold.Where((_, i) => classes[i] == 0)] })
        {
            int[] sizes = [.. Enumerable.Range(0, folds).Select(number => counted.Count(of => of == number))];
            Assert.True(sizes.Max() - sizes.Min() <= 1, string.Join(", ", sizes));
        }
    }

    [Fact]
    public void Stratified_TheSeedDecides()
    {
        var classes = new int[50];
        Assert.Equal(KFold.Stratified(classes, 5, seed: 1), KFold.Stratified(classes, 5, seed: 1));
        Assert.NotEqual(KFold.Stratified(classes, 5, seed: 1), KFold.Stratified(classes, 5, seed: 2));
    }

    [Fact]
    public void Stratified_OneFold_IsRefused() => Assert.Contains("at least 2", Assert.Throws<ArgumentException>(() => KFold.Stratified([0, 1], 1, seed: 1)).Message, StringComparison.Ordinal);
}
