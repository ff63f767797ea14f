namespace Insight.Learning.Training;

/// <summary>A figure beside the loss that is reported of the validation examples: a ratio of two sums over labels, NaN when there was nothing to count.</summary>
/// <param name="name">Under which it is reported.</param>
/// <param name="target">The target that holds the labels.</param>
/// <param name="term">What each label adds.</param>
public sealed class Metric(string name, string target, MetricTerm term)
{
    /// <summary>Under which it is reported.</summary>
    public string Name { get; } = name;

    /// <summary>The target that holds the labels.</summary>
    public string Target { get; } = target;

    /// <summary>The mean of (output − label)².</summary>
    public static Metric MeanSquaredError(string target) => new("mse", target, (output, label) => ((output[0] - label) * (output[0] - label), 1));

    /// <summary>The mean of |output − label|.</summary>
    public static Metric MeanAbsoluteError(string target) => new("mae", target, (output, label) => (Math.Abs(output[0] - label), 1));

    /// <summary>The share of labels that were met: by the largest output where there is one per class, by being above the threshold where there is one.</summary>
    /// <param name="target">Classes.</param>
    /// <param name="threshold">0 for outputs on the scale of log-odds, .5 for probabilities.</param>
    public static Metric Accuracy(string target, double threshold = 0) => new("accuracy", target, (output, label) => (Class(output, threshold) == label ? 1 : 0, 1));

    /// <summary>Of the labels of a class the share that was found.</summary>
    /// <param name="target">Classes.</param>
    /// <param name="positive">The class.</param>
    /// <param name="threshold">As in <see cref="Accuracy"/>.</param>
    public static Metric Recall(string target, int positive = 1, double threshold = 0) =>
        new("recall", target, (output, label) => label != positive ? (0, 0) : (Class(output, threshold) == positive ? 1 : 0, 1));

    /// <summary>Of what was taken for a class the share that is of it.</summary>
    /// <inheritdoc cref="Recall"/>
    public static Metric Precision(string target, int positive = 1, double threshold = 0) =>
        new("precision", target, (output, label) => Class(output, threshold) != positive ? (0, 0) : (label == positive ? 1 : 0, 1));

    /// <summary>Adds the labels of an example.</summary>
    /// <param name="output">The network's output for it.</param>
    /// <param name="labels">The labels of all examples.</param>
    /// <param name="example">The example.</param>
    /// <param name="fed">The number of labels as fed, padding included.</param>
    internal (double Sum, double Count) Of(ReadOnlySpan<float> output, ExampleColumn labels, int example, int fed)
    {
        int width = output.Length / fed;
        (double Sum, double Count) total = (0, 0);
        for (int i = 0; i < labels.CountOf(example); i++)
        {
            (double sum, double count) = term(output.Slice(i * width, width), labels.Value(example, i));
            total = (total.Sum + sum, total.Count + count);
        }

        return total;
    }

    private static int Class(ReadOnlySpan<float> output, double threshold)
    {
        if (output.Length == 1)
        {
            return output[0] > threshold ? 1 : 0;
        }

        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            best = output[i] > output[best] ? i : best;
        }

        return best;
    }
}
