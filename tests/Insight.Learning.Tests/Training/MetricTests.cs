using Insight.Learning.Training;

namespace Insight.Learning.Tests.Training;

public class MetricTests
{
    private static readonly float[] Logits = [2, -1, 0.5f, -3, 1];
    private static readonly float[] Labels = [1, 1, 0, 0, 1];

    [Fact]
    public void Binary_AgainstCountsByHand()
    {
        // Taken for positive: the first, third and fifth; positive: the first, second and fifth.
        Assert.Equal(3.0 / 5, Of(Metric.Accuracy("y"), Logits, Labels, 1));
        Assert.Equal(2.0 / 3, Of(Metric.Recall("y"), Logits, Labels, 1));
        Assert.Equal(2.0 / 3, Of(Metric.Precision("y"), Logits, Labels, 1));
        Assert.Equal(1.0 / 3, Of(Metric.Recall("y", threshold: 1), Logits, Labels, 1));
    }

    [Fact]
    public void Classes_AreTheLargestOutput()
    {
        float[] outputs = [0, 1, 0, 3, 1, 2, 0, 0, 5, 1, 0, 0, 2, 9, 1];

        Assert.Equal(4.0 / 5, Of(Metric.Accuracy("y"), outputs, [1, 0, 2, 0, 2], 3));
        Assert.Equal(0.5, Of(Metric.Recall("y", positive: 2), outputs, [1, 0, 2, 0, 2], 3));
    }

    [Fact]
    public void Errors_OfSeveralOutputs_AreMeansOverAll()
    {
        Assert.Equal((1 + 0 + 4 + 1) / 4.0, Of(Metric.MeanSquaredError("y"), [1, 2, 3, 4], [2, 2, 1, 5], 2, outputsPerLabel: 1));
        Assert.Equal((1 + 0 + 2 + 1) / 4.0, Of(Metric.MeanAbsoluteError("y"), [1, 2, 3, 4], [2, 2, 1, 5], 2, outputsPerLabel: 1));
    }

    [Fact]
    public void Sequences_PaddingDoesNotCount()
    {
        ExampleColumn labels = new Examples(1).AddSequences("y", [1f, 0f], [2]).Columns["y"];

        // Fed with length 4; the network's output behind the two steps means nothing.
        (double sum, double count) = Metric.Accuracy("y").Of([3, 3, 9, 9], labels, 0, 4);
        Assert.Equal((1, 2), (sum, count));
    }

    private static double Of(Metric metric, float[] outputs, float[] labels, int perExample, int outputsPerLabel = 0)
    {
        int labelsPerExample = outputsPerLabel == 0 ? 1 : perExample;
        int count = labels.Length / labelsPerExample;
        ExampleColumn column = new Examples(count).Add("y", labels, labelsPerExample).Columns["y"];
        double sum = 0;
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            (double added, double counted) = metric.Of(outputs.AsSpan(i * perExample, perExample), column, i, labelsPerExample);
            (sum, total) = (sum + added, total + counted);
        }

        return sum / total;
    }
}
