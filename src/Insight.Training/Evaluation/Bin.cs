namespace Insight.Training.Evaluation;

/// <summary>Rows with similar predictions: their mean prediction, mean outcome and number.</summary>
internal readonly record struct Bin(double Predicted, double Actual, int Count)
{
    /// <summary>Bins of (nearly) equal size by rank of the prediction; equal predictions are never torn apart, so there may be fewer.</summary>
    public static IReadOnlyList<Bin> ByPrediction(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, int bins)
    {
        var keys = predicted.ToArray();
        var values = actual.ToArray();
        Array.Sort(keys, values);
        var result = new List<Bin>();
        for (int i = 0, bin = 1; i < keys.Length; bin++)
        {
            var end = Math.Max(i + 1, (int)((long)keys.Length * bin / bins));
            while (end < keys.Length && keys[end] == keys[end - 1])
            {
                end++;
            }

            result.Add(new Bin(keys[i..end].Average(), values[i..end].Average(), end - i));
            i = end;
        }

        return result;
    }
}
