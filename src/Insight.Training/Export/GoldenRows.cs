using Insight.Features;
using Insight.Registry;

namespace Insight.Training.Export;

/// <summary>
/// The inputs that a published model is asked again at every load: quantiles of each column by itself, so that they lie where customers lie and are nobody,
/// and one with values missing.
/// </summary>
internal static class GoldenRows
{
    private const int MostCustomers = 2_000;
    private static readonly double[] Quantiles = [0.1, 0.5, 0.9];

    /// <param name="histories">Customers of whom some have bought by the cutoff.</param>
    public static IReadOnlyList<GoldenRow> Of(byte[] onnx, IReadOnlyList<CustomerHistory> histories, Cutoff cutoff)
    {
        var customers = histories.Take(MostCustomers).Select(history => Features(history, cutoff)).ToList();
        var rows = Quantiles.Select(quantile => Enumerable.Range(0, FeatureVector.Count).Select(column => Quantile(customers, column, quantile)).ToArray()).ToList();
        rows.Add([.. rows[1].Select((value, column) => column % 3 == 0 ? float.NaN : value)]);
        var answers = GraphScorer.Run(onnx, rows);
        return [.. rows.Select((row, i) => new GoldenRow(row, answers.ToDictionary(answer => answer.Key, answer => answer.Value[i], StringComparer.Ordinal)))];
    }

    private static float[] Features(CustomerHistory history, Cutoff cutoff)
    {
        var row = new float[FeatureVector.Count];
        FeatureVector.Compute(history, cutoff, row);
        return row;
    }

    /// <summary>Of the customers who have the feature; NaN where nobody has.</summary>
    private static float Quantile(List<float[]> customers, int column, double quantile)
    {
        var known = customers.Select(row => row[column]).Where(float.IsFinite).Order().ToList();
        return known.Count == 0 ? float.NaN : known[(int)(quantile * (known.Count - 1))];
    }
}
