using Insight.Training.Data;
using Insight.Training.Learners;

namespace Insight.Training.Evaluation;

/// <summary>
/// The windows on which candidates are judged before the test, the newest first; one is a list of one. A window is held out as a whole from fits on earlier time, or part by part from fits on other
/// customers, and is fitted when it is first asked. Figures per row stand in the order of <see cref="Rows"/>. Windows weigh alike, however many customers they have.
/// </summary>
/// <typeparam name="TFits">All candidates fitted at once.</typeparam>
/// <param name="windows">Each as the parts it is held out in, of which there is at least one.</param>
internal sealed class Validation<TFits>(IReadOnlyList<Lazy<IReadOnlyList<HeldOut<TFits>>>> windows) : IDisposable
    where TFits : IDisposable
{
    private readonly Lazy<IReadOnlyList<LabelledRows>> rows = new(() => [.. windows.Select(window => LabelledRows.Of(window.Value.Select(part => part.Rows)))]);

    public int Count => windows.Count;

    /// <summary>All windows, one behind the other.</summary>
    public LabelledRows Rows => LabelledRows.Of(rows.Value);

    public IEnumerable<TFits> Fits => windows.SelectMany(window => window.Value.Select(part => part.Fits));

    /// <summary>The newest window by itself, over the same fits: only one of both is to be disposed of.</summary>
    public Validation<TFits> Newest() => new([windows[0]]);

    /// <summary>The windows all of whose fits meet a condition, over the same fits.</summary>
    public Validation<TFits> Where(Func<TFits, bool> condition) => new([.. windows.Where(window => window.Value.All(part => condition(part.Fits)))]);

    /// <summary>What a candidate says of each row, fitted without it.</summary>
    public double[] Predict(Func<TFits, IRowModel> model) => [.. windows.SelectMany(window => window.Value.SelectMany(part => model(part.Fits).Predict(part.Rows.Features)))];

    /// <summary>Figures per row, each window's with its rows.</summary>
    public IReadOnlyList<(double[] PerRow, LabelledRows Rows)> Split(double[] perRow)
    {
        var from = 0;
        return [.. rows.Value.Select(window => (perRow[from..(from += window.Count)], window))];
    }

    /// <summary>A figure per row that is made within each window by itself, such as a loss at the window's own level.</summary>
    public double[] ByWindow(double[] perRow, Func<double[], LabelledRows, double[]> figure) => [.. Split(perRow).SelectMany(window => figure(window.PerRow, window.Rows))];

    /// <summary>The mean over the windows of each one's mean.</summary>
    public double Mean(double[] perRow) => Split(perRow).Average(window => window.PerRow.Average());

    /// <summary>
    /// Whether losses are less by more than one standard error of the paired difference, as <see cref="Tuning.IsBetter"/>. A customer who stands in several windows is one draw: what all
    /// their rows add to the mean goes together (Liang &amp; Zeger 1986).
    /// </summary>
    public bool IsBetter(double[] found, double[] least)
    {
        double[] gains = [.. least.Zip(found, (a, b) => a - b)];
        var shares = ByWindow(gains, (own, window) =>
        {
            var middle = own.Average();
            return [.. own.Select(gain => (gain - middle) / window.Count / Count)];
        });
        var customers = Rows.CustomerIds.Zip(shares).GroupBy(row => row.First, row => row.Second, StringComparer.Ordinal).Select(share => share.Sum());
        return Mean(gains) > Math.Sqrt(customers.Sum(share => share * share));
    }

    /// <summary>Ends the fits of all windows that were asked.</summary>
    public void Dispose()
    {
        foreach (var part in windows.Where(window => window.IsValueCreated).SelectMany(window => window.Value))
        {
            part.Fits.Dispose();
        }
    }
}
