using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.CustomerValue;

/// <summary>Chooses settings and blend weights on the validation alone: by Poisson deviance after <see cref="Level"/>, which is least at the true mean and which no single large order rules.</summary>
internal static class ValueSelection
{
    public static ValueSettings Choose(TrainingInput input, ValueFits fits, LabelledRows validation, CancellationToken cancellationToken)
    {
        if (!fits.IsSupervised)
        {
            return new ValueSettings();
        }

        double[] revenue = [.. validation.Revenue];
        double[] Losses(double[] predicted) => Errors.PoissonDeviance(Level.Means(predicted, revenue), revenue, revenue.Average() * 0.01);
        double Loss(double[] predicted) => Losses(predicted).Average();
        double[] Predict(IRowModel model) => model.Predict(validation.Features);

        var defaults = new ValueSettings();
        var boosting = BoostingSearch.Choose(
            input,
            input.ChampionSettings<ValueSettings>()?.Boosting,
            options => Losses(Predict(fits.Boosted(options, defaults.ProbabilityTrees, defaults.AmountTrees))),
            cancellationToken);
        var settings = new ValueSettings { Boosting = boosting, Ridge = Tuning.Best(Tuning.Ridges, ridge => Loss(Predict(fits.Glm(ridge)))) };
        settings = settings with { AmountTrees = Tuning.Best(Tuning.TreeCounts, trees => Loss(Predict(fits.Boosted(boosting, settings.ProbabilityTrees, trees)))) };
        settings = settings with { ProbabilityTrees = Tuning.Best(Tuning.TreeCounts, trees => Loss(Predict(fits.Boosted(boosting, trees, settings.AmountTrees)))) };
        var parts = fits.Parts(settings);
        var weights = BlendWeights.Fit([.. parts.Select(part => Level.Means(Predict(part.Expected), revenue))], Loss);
        settings = settings with { Weights = parts.Select((part, i) => (part.Algorithm, Weight: weights[i])).ToDictionary(pair => pair.Algorithm, pair => pair.Weight) };
        var blend = Losses(Predict(ValueFits.Blend(parts, settings).Expected));
        return fits.Networks().MinBy(model => Loss(Predict(model.Expected))) is { } network && Tuning.IsBetter(Losses(Predict(network.Expected)), blend)
            ? settings with { Network = network.Algorithm }
            : settings;
    }
}
