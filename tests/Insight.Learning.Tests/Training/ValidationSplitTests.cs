using FsCheck;
using FsCheck.Fluent;
using Insight.Learning.Training;

namespace Insight.Learning.Tests.Training;

public class ValidationSplitTests
{
    [Fact]
    public void Last_TakesTheEnd()
    {
        (int[] training, int[] validation) = ValidationSplit.Last(0.3).Divide(new Examples(10), [.. Enumerable.Range(0, 10)], 1);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], training);
        Assert.Equal([7, 8, 9], validation);
    }

    [Fact]
    public void Random_IsTheSeeds()
    {
        int[] Chosen(int seed) => ValidationSplit.Random(0.2).Divide(new Examples(100), [.. Enumerable.Range(0, 100)], seed).Validation;

        Assert.Equal(20, Chosen(1).Length);
        Assert.Equal(Chosen(1), Chosen(1));
        Assert.NotEqual(Chosen(1), Chosen(2));
        Assert.NotEqual(Enumerable.Range(80, 20), Chosen(1));
    }

    [Fact]
    public void Stratified_TakesTheSameShareOfEachClass()
    {
        float[] classes = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 1f : 0f)];
        (int[] training, int[] validation) = ValidationSplit.Stratified(0.2, "y").Divide(new Examples(100).Add("y", classes), [.. Enumerable.Range(0, 100)], 1);

        Assert.Equal(2, validation.Count(i => classes[i] == 1));
        Assert.Equal(18, validation.Count(i => classes[i] == 0));
        Assert.Equal(100, training.Union(validation).Count());
    }

    [Fact]
    public void Folds_PartTheExamples_EvenlyInEachClass() => Prop.ForAll(
        Gen.Choose(2, 8).SelectMany(folds => Gen.Choose(folds, 60).SelectMany(ones => Gen.Choose(folds, 60).Select(zeros => (folds, ones, zeros)))).ToArbitrary(),
        drawn =>
        {
            (int folds, int ones, int zeros) = drawn;
            long[] classes = [.. Enumerable.Repeat(1L, ones), .. Enumerable.Repeat(0L, zeros)];
            int[][] parts = ValidationSplit.Folds(new Examples(ones + zeros).Add("y", classes), folds, "y", 3);
            int[] positives = [.. parts.Select(part => part.Count(i => classes[i] == 1))];
            return parts.SelectMany(part => part).Order().SequenceEqual(Enumerable.Range(0, ones + zeros))
                && parts.Max(part => part.Length) - parts.Min(part => part.Length) <= 1
                && positives.Max() - positives.Min() <= 1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public void Folds_TooFewOrTooMany_IsRefused(int folds) => Assert.Throws<InvalidExamplesException>(() => ValidationSplit.Folds(new Examples(10), folds, null, 1));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    public void Last_ShareOutsideItsRange_IsRefused(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => ValidationSplit.Last(share));
}
