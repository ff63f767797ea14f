using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.Networks;

/// <summary>Whether a network challenges in the blend's place.</summary>
internal static class NetworkChoice
{
    /// <summary>
    /// The network that is clearly better than the blend (<see cref="Validation{TFits}.IsBetter"/>) on the newest window and then on all of them: they take longest to fit, and one that is not better on the
    /// newest need not be fitted on the others.
    /// </summary>
    /// <param name="network">By name; null where it did not come to be.</param>
    /// <param name="losses">Per row, of predictions on the windows.</param>
    /// <returns>Its name; null for the blend.</returns>
    public static string? Choose<TFits>(
        Validation<TFits> validation, Func<TFits, IRowModel> blend, Func<TFits, string, IRowModel?> network, Func<Validation<TFits>, double[], double[]> losses)
        where TFits : IDisposable => Best(validation.Newest(), blend, network, losses) is null ? null : Best(validation, blend, network, losses);

    private static string? Best<TFits>(
        Validation<TFits> windows, Func<TFits, IRowModel> blend, Func<TFits, string, IRowModel?> network, Func<Validation<TFits>, double[], double[]> losses)
        where TFits : IDisposable
    {
        var found = Enum.GetValues<NetworkKind>().Select(NetworkAlgorithms.Of)
            .Where(name => windows.Fits.All(fits => network(fits, name) is not null))
            .Select(name => (Name: name, Losses: losses(windows, windows.Predict(fits => network(fits, name)!)))) // the line before has asked
            .OrderBy(candidate => windows.Mean(candidate.Losses)).ToList();
        return found.Count > 0 && windows.IsBetter(found[0].Losses, losses(windows, windows.Predict(blend))) ? found[0].Name : null;
    }
}
