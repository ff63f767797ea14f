using Insight.Learning.Graphs;

namespace Insight.Learning.Training;

/// <summary>Which examples make up which batch.</summary>
internal sealed class BatchPlan
{
    /// <summary>The shortest length for which there is a session, unless options say otherwise.</summary>
    public const int ShortestBucket = 8;

    private readonly CheckedExamples _examples;
    private readonly int[] _indices;
    private readonly int _batchSize;
    private readonly int _longest;
    private readonly int _shortest;

    /// <summary>Plans batches over some of the examples.</summary>
    public BatchPlan(CheckedExamples examples, int[] indices, int batchSize, int shortest = ShortestBucket)
    {
        _shortest = shortest;
        _examples = examples;
        _indices = indices;
        _batchSize = batchSize;
        _longest = examples.LongestLength;
    }

    /// <summary>The lengths for which there are sessions: the examples' own when all have the same, else the shortest (8), twice that and so on up to the longest.</summary>
    public int BucketOf(int example)
    {
        int length = _examples.LengthOf(example);
        if (!_examples.HasSequences)
        {
            return length;
        }

        int bucket = _shortest;
        while (bucket < length)
        {
            bucket *= 2;
        }

        return Math.Min(bucket, _longest);
    }

    /// <summary>The batches of an epoch, shuffled by seed and epoch alone.</summary>
    public IReadOnlyList<Batch> Shuffled(int seed, int epoch)
    {
        ulong key = CounterHash.Mix(seed, epoch, 1);
        int[] order = [.. _indices];
        Shuffle(order, key);
        Batch[] batches = Cut(order);
        Shuffle(batches, CounterHash.Mix(key, 0));
        return batches;
    }

    /// <summary>The batches in the order of the examples, as far as their lengths allow.</summary>
    public IReadOnlyList<Batch> InOrder() => Cut(_indices);

    /// <summary>Fisher and Yates, as Durstenfeld (1964) has it.</summary>
    public static void Shuffle<T>(T[] items, ulong key)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = CounterHash.Below(CounterHash.Mix(key, (ulong)i), i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private Batch[] Cut(int[] order) => [.. order
        .GroupBy(BucketOf)
        .OrderBy(bucket => bucket.Key)
        .SelectMany(bucket => bucket.Chunk(_batchSize).Select(examples => new Batch(bucket.Key, examples)))];
}
