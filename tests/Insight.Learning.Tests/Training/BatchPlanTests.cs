using FsCheck;
using FsCheck.Fluent;
using Insight.Learning.Graphs;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Training;

public class BatchPlanTests
{
    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(33, 64)]
    [InlineData(70, 70)]
    public void BucketOf_DifferentLengths_IsTheNextPowerOfTwo_UpToTheLongest(int length, int bucket) => Assert.Equal(bucket, Plan([length, 70], 4).BucketOf(0));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 6)]
    [InlineData(7, 12)]
    public void BucketOf_WithAShortestLength_DoublesFromThere(int length, int bucket) => Assert.Equal(bucket, Plan([length, 70], 4, shortest: 3).BucketOf(0));

    [Fact]
    public void BucketOf_OneLength_IsThatLength()
    {
        var examples = new CheckedExamples(new Examples(2).Add("x", new float[120], 60), [new NetworkInput("x", TensorType.Float, ["N", "L"])]);

        Assert.Equal(60, new BatchPlan(examples, [0, 1], 4).BucketOf(0));
    }

    [Fact]
    public void Shuffled_HoldsEveryExampleOnce_EachInItsBucket()
    {
        Gen<int[]> lengths = Gen.Choose(0, 70).ArrayOf().Where(array => array.Length > 0);
        Prop.ForAll(lengths.Zip(Gen.Choose(1, 40)).ToArbitrary(), drawn =>
        {
            (int[] all, int size) = drawn;
            BatchPlan plan = Plan(all, size);
            IReadOnlyList<Batch> batches = plan.Shuffled(1, 1);
            return batches.SelectMany(batch => batch.Examples).Order().SequenceEqual(Enumerable.Range(0, all.Length))
                && batches.All(batch => batch.Examples.Length <= size && batch.Examples.All(example => all[example] <= batch.Length && plan.BucketOf(example) == batch.Length));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Shuffled_DependsOnSeedAndEpochAlone()
    {
        BatchPlan plan = Plan(new int[100], 10);
        int[] Order(int seed, int epoch) => [.. plan.Shuffled(seed, epoch).SelectMany(batch => batch.Examples)];

        Assert.Equal(Order(1, 1), Order(1, 1));
        Assert.NotEqual(Order(1, 1), Order(1, 2));
        Assert.NotEqual(Order(1, 1), Order(2, 1));
        Assert.NotEqual(Enumerable.Range(0, 100), Order(1, 1));
    }

    [Fact]
    public void Shuffle_EveryOrderIsAsLikely()
    {
        var counts = new Dictionary<string, int>();
        for (ulong key = 0; key < 6000; key++)
        {
            char[] letters = ['a', 'b', 'c'];
            BatchPlan.Shuffle(letters, key);
            string order = new(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 880, 1120)); // 1000 ± 4 standard deviations
    }

    private static BatchPlan Plan(int[] lengths, int size, int shortest = BatchPlan.ShortestBucket) => new(
        new CheckedExamples(new Examples(lengths.Length).AddSequences("x", new float[lengths.Sum()], lengths), [new NetworkInput("x", TensorType.Float, ["N", "L"])]),
        [.. Enumerable.Range(0, lengths.Length)],
        size,
        shortest);
}
