using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>What losses ask of shapes, and how they come down to one number per example.</summary>
internal static class LossShapes
{
    /// <summary>Refuses labels of another shape than the output's, which would broadcast into something meaningless.</summary>
    /// <exception cref="ArgumentException">The shapes differ; the message names both.</exception>
    public static void RequireSame(string loss, Value output, Value target)
    {
        if (!Fits(output.Shape, target.Shape))
        {
            throw new ArgumentException($"{loss}: output {output} and labels {target} should have the same shape.");
        }
    }

    /// <summary>Refuses an output that does not suit labels and settings.</summary>
    /// <exception cref="ArgumentException">The shapes differ; the message names both.</exception>
    public static void Require(string loss, Value output, Shape wanted)
    {
        if (!Fits(output.Shape, wanted))
        {
            throw new ArgumentException($"{loss}: output {output} should have shape {wanted}.");
        }
    }

    /// <summary>The mean over everything but the examples: [N, ..] → [N].</summary>
    public static Value MeanPerExample(Value x)
    {
        Shape shape = x.Shape!; // losses have checked it
        if (shape.Count == 1)
        {
            return x;
        }

        long[] axes = [.. Enumerable.Range(1, shape.Count - 1).Select(axis => (long)axis)];
        return shape.Skip(1).All(dim => dim.Size == 1) ? x.Graph.Squeeze(x, axes) : x.Graph.ReduceMean(x, axes);
    }

    /// <summary>One for every example of <paramref name="loss"/> [N].</summary>
    public static Value Ones(Value loss) => loss.Shape is { Count: 1 } shape && shape[0].Size is long count
        ? loss.Graph.Constant(Enumerable.Repeat(1f, checked((int)count)).ToArray())
        : throw new ArgumentException($"{loss} should be a vector of known length: a loss belongs into a training graph.");

    private static bool Fits(Shape? output, Shape? wanted) => output is not null && wanted is not null && output.Count == wanted.Count
        && output.Zip(wanted).All(pair => !pair.First.IsKnown || !pair.Second.IsKnown || pair.First == pair.Second);
}
