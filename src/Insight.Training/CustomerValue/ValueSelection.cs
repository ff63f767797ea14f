using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;
using Insight.Training.Networks;

namespace Insight.Training.CustomerValue;

/// <summary>
/// Chooses settings and blend weights on the newest validation window alone: by Poisson deviance after <see cref="Level"/>, which is least at the true mean and which no single large order rules. A
/// network takes the blend's place only where all windows say so.
/// </summary>
internal static class ValueSelection
{
    public static ValueSettings Choose(TrainingInput input, Validation<ValueFits> windows, CancellationToken cancellationToken)
    {
        var newest = windows.Newest();
        var (fits, validation) = (newest.Fits.Single(), newest.Rows); // by time a window is held out as a whole
        if (!fits.IsSupervised)
        {
            return new ValueSettings();
        }

        double[] revenue = [.. validation.Revenue];
        double Loss(double[] predicted) => Losses(newest, predicted).Average();
        double[] Predict(IRowModel model) => model.Predict(validation.Features);

        var defaults = new ValueSettings();
        var boosting = BoostingSearch.Choose(
            input,
            input.ChampionSettings<ValueSettings>()?.Boosting,
            options => Losses(newest, Predict(fits.Boosted(options, defaults.ProbabilityTrees, defaults.AmountTrees))),
            cancellationToken);
        var settings = new ValueSettings { Boosting = boosting, Ridge = Tuning.Best(Tuning.Ridges, ridge => Loss(Predict(fits.Glm(ridge)))) };
        settings = settings with { AmountTrees = Tuning.Best(Tuning.TreeCounts, trees => Loss(Predict(fits.Boosted(boosting, settings.ProbabilityTrees, trees)))) };
        settings = settings with { ProbabilityTrees = Tuning.Best(Tuning.TreeCounts, trees => Loss(Predict(fits.Boosted(boosting, trees, settings.AmountTrees)))) };
        var parts = fits.Parts(settings);
        var weights = BlendWeights.Fit([.. parts.Select(part => Level.Means(Predict(part.Expected), revenue))], Loss);
        settings = settings with { Weights = parts.Select((part, i) => (part.Algorithm, Weight: weights[i])).ToDictionary(pair => pair.Algorithm, pair => pair.Weight) };
        return settings with
        {
            Network = NetworkChoice.Choose(
                windows, window => ValueFits.Blend(window.Parts(settings), settings).Expected, (window, name) => window.Networks().SingleOrDefault(network => network.Algorithm == name)?.Expected, Losses),
        };
    }

    private static double[] Losses(Validation<ValueFits> validation, double[] predicted) => validation.ByWindow(predicted, (own, rows) =>
    {
        double[] revenue = [.. rows.Revenue];
        return Errors.PoissonDeviance(Level.Means(own, revenue), revenue, revenue.Average() * 0.01);
    });
}
