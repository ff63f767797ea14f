using Insight.Features;

namespace Insight.Training.Export;

/// <summary>Holds an exported graph, run by ONNX Runtime, against the model in C#: |a − b| ≤ 1e-5 · max(1, |a|) on every row and output.</summary>
internal static class Parity
{
    private const double Tolerance = 1e-5;
    private const int LeastRows = 1_000;
    private const int MostRows = 4_000;

    /// <summary>
    /// At least a thousand rows: customers, customers with values missing, and customers moved exactly onto each threshold of the trees, where an
    /// off-by-one in comparing would show.
    /// </summary>
    /// <param name="thresholds">Columns and values on which trees split.</param>
    public static IReadOnlyList<float[]> Rows(IReadOnlyList<float[]> customers, IEnumerable<(int Feature, float Threshold)> thresholds, int seed)
    {
        var random = new Random(seed);
        var rows = customers.Take(MostRows / 2).ToList();
        var known = rows.Count;
        foreach (var (feature, threshold) in thresholds.Where(split => split.Feature < FeatureVector.SummaryCount).Distinct().Take(MostRows / 4))
        {
            var row = (float[])customers[random.Next(known)].Clone();
            row[feature] = threshold;
            rows.Add(row);
        }

        rows.Add([.. Enumerable.Repeat(float.NaN, FeatureVector.Count)]);
        for (var i = Math.Max(LeastRows - rows.Count, known / 4); i > 0; i--)
        {
            var row = (float[])customers[random.Next(known)].Clone();
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = random.Next(8) == 0 ? float.NaN : row[column];
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <param name="predict">By output name, what the model in C# gives for a row.</param>
    /// <exception cref="ParityException">Names the output, the row and both numbers of the worst difference.</exception>
    public static void Check(byte[] onnx, IReadOnlyList<float[]> rows, IReadOnlyDictionary<string, Func<float[], double>> predict)
    {
        var outputs = GraphScorer.Run(onnx, rows);
        foreach (var (name, model) in predict)
        {
            var graph = outputs[name];
            var worst = 0.0;
            string? found = null;
            for (var i = 0; i < rows.Count; i++)
            {
                var expected = model(rows[i]);
                var off = Math.Abs(graph[i] - expected) / Math.Max(1, Math.Abs(expected));
                if (!(off <= Tolerance) && !(off <= worst) && !(double.IsNaN(expected) && double.IsNaN(graph[i])))
                {
                    (worst, found) = (off, $"{name} of row {i} is {graph[i]} in ONNX Runtime and {expected} in the trained model");
                }
            }

            if (found is not null)
            {
                throw new ParityException($"The exported model differs from the trained one: {found}; at most {Tolerance} · max(1, |a|) is allowed.");
            }
        }
    }
}
