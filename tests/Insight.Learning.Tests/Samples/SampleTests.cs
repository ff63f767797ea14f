using System.Globalization;
using Insight.Learning.Export;
using Insight.Learning.Layers;
using Insight.Learning.Training;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Tests.Samples;

/// <summary>The README's samples are these files, and they do what it says.</summary>
public class SampleTests
{
    [Theory]
    [InlineData("MultilayerSample.cs", 0)]
    [InlineData("RecurrentSample.cs", 1)]
    public void Readme_ShowsTheCodeThatIsTested(string file, int block)
    {
        string[] blocks = [.. File.ReadAllText(Path.Combine(Picture.Root(), "src", "Insight.Learning", "README.md")).ReplaceLineEndings("\n")
            .Split("```csharp\n").Skip(1).Select(text => text[..text.IndexOf("```", StringComparison.Ordinal)])];
        string[] lines = File.ReadAllLines(Path.Combine(Picture.Root(), "tests", "Insight.Learning.Tests", "Samples", file));
        int start = Array.FindIndex(lines, line => line.Trim() == "#region README") + 1;
        int end = Array.FindIndex(lines, line => line.Trim() == "#endregion");

        Assert.Equal(string.Concat(lines[start..end].Select(line => (line.Length > 8 ? line[8..] : "") + "\n")), blocks[block]);
    }

    [Fact]
    public void Multilayer_ForwardPass_IsTheOneWorkedByHand()
    {
        // Kernels are [inputs, units]. Inputs x = (1, 2, 3, 4, 5).
        // First layer: units 0 to 4 take one input each, with bias −2: (−1, 0, 1, 2, 3), rectified (0, 0, 1, 2, 3); units 5 to 9 take half of it, with bias 1:
        // (1.5, 2, 2.5, 3, 3.5).
        float[] first = new float[50];
        float[] firstBias = [-2, -2, -2, -2, -2, 1, 1, 1, 1, 1];
        for (int i = 0; i < 5; i++)
        {
            first[(i * 10) + i] = 1;
            first[(i * 10) + 5 + i] = 0.5f;
        }

        // Second layer: unit k is 2·h(k) − h(k + 5), with bias ½: (−1.5, −2, −.5, 1, 2.5) + ½, rectified (0, 0, 0, 1.5, 3).
        float[] second = new float[50];
        for (int k = 0; k < 5; k++)
        {
            second[(k * 5) + k] = 2;
            second[((k + 5) * 5) + k] = -1;
        }

        // Third layer: the sum, the difference of the last two, and a bias alone: (4.5, −1.5, 0) + (0, 1, 7).
        float[] third = new float[15];
        for (int k = 0; k < 5; k++)
        {
            third[k * 3] = 1;
        }

        third[(3 * 3) + 1] = 1;
        third[(4 * 3) + 1] = -1;
        byte[] model = NetworkExporter.Export(Multilayer().Network, new Dictionary<string, float[]>
        {
            ["dense1/kernel"] = first,
            ["dense1/bias"] = firstBias,
            ["dense2/kernel"] = second,
            ["dense2/bias"] = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f],
            ["dense3/kernel"] = third,
            ["dense3/bias"] = [0, 1, 7],
        });

        using var session = new InferenceSession(model);
        using OrtValue x = OrtValue.CreateTensorValueFromMemory([1f, 2f, 3f, 4f, 5f], [1, 5]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [x], ["output"]);
        Assert.Equal([4.5f, -0.5f, 7f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Multilayer_Learns()
    {
        (float[] x, float[] y) = MultilayerData();
        (_, TrainedNetwork trained) = Multilayer();

        float[][] outputs = trained.Predict(new Examples(1000).Add("x", x, 5));
        var picture = new Picture("5 inputs → 10 → 5 → 3 outputs: validation examples", "true", "predicted", (-2.2, 2.2), (-2.2, 2.2));
        picture.Diagonal();
        for (int k = 0; k < 3; k++)
        {
            int output = k;
            (double True, double Predicted)[] points = [.. Enumerable.Range(800, 200).Select(i => ((double)y[(i * 3) + output], (double)outputs[i][output]))];
            picture.Points($"output {output + 1}", output, points);
            double mean = points.Average(point => point.True);
            double explained = 1 - (points.Sum(point => Math.Pow(point.True - point.Predicted, 2)) / points.Sum(point => Math.Pow(point.True - mean, 2)));
            Assert.True(explained > 0.9, $"Output {output + 1}: {explained} of the variance explained.");
        }

        picture.Write("multilayer.svg");
    }

    [Fact]
    public void Recurrent_BeatsTheSameDayLastWeek()
    {
        float[] days = Season(365 * 3);
        (TrainedNetwork trained, float[][] predicted) = RecurrentSample.Run(days);

        const int Window = 30;
        int from = predicted.Length - (predicted.Length / 5);
        double network = Enumerable.Range(from, predicted.Length - from).Average(i => Math.Abs(predicted[i][0] - days[i + Window]));
        double lastWeek = Enumerable.Range(from, predicted.Length - from).Average(i => Math.Abs(days[i + Window - 7] - days[i + Window]));
        Assert.True(network < 0.9 * lastWeek, $"Mean absolute error {network}; of the same day last week {lastWeek}.");
        Assert.InRange(trained.History.Count, 11, 100);

        int shown = 150;
        string title = string.Create(CultureInfo.InvariantCulture, $"Next day: mean absolute error {network:0.000} on validation ({lastWeek:0.000} by the same day last week)");
        var picture = new Picture(title, "day", "level", (days.Length - shown, days.Length), (-1.5, 2));
        picture.Line("true", 0, Enumerable.Range(days.Length - shown, shown).Select(day => ((double)day, (double)days[day])), 2.5);
        picture.Line("predicted", 1, Enumerable.Range(days.Length - shown, shown).Select(day => ((double)day, (double)predicted[day - Window][0])));
        picture.Write("recurrent.svg");
    }

    private static (SequentialNetwork Network, TrainedNetwork Trained) Multilayer()
    {
        (float[] x, float[] y) = MultilayerData();
        return MultilayerSample.Run(x, y);
    }

    /// <summary>A wave, a product and a maximum of the inputs, with a little noise.</summary>
    private static (float[] X, float[] Y) MultilayerData()
    {
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, 5000).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] y = [.. Enumerable.Range(0, 1000).SelectMany(i =>
        {
            ReadOnlySpan<float> row = x.AsSpan(i * 5, 5);
            float[] clean = [MathF.Sin(2 * row[0]) + (0.5f * row[1]), (1.5f * row[1] * row[2]) + row[3], Math.Max(row[3], row[4]) - row[0]];
            return clean.Select(value => value + (float)(0.1 * (random.NextDouble() - 0.5)));
        })];
        return (x, y);
    }

    /// <summary>Daily levels: week, year, a slow rise and noise; around zero with a deviation of about one.</summary>
    private static float[] Season(int count)
    {
        var random = new Random(1);
        double[] week = [-0.6, -0.8, -0.5, -0.2, 0.3, 1.2, 0.6];
        return [.. Enumerable.Range(0, count).Select(day => (float)(
            week[day % 7] + (0.6 * Math.Sin(2 * Math.PI * day / 365)) + (0.4 * day / count) + (0.2 * (random.NextDouble() + random.NextDouble() - 1))))];
    }
}
