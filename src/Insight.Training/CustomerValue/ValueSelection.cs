using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.CustomerValue;

/// <summary>Chooses settings and blend weights on the validation alone: by Poisson deviance after <see cref="Level"/>, which is least at the true mean and which no single large order rules.</summary>
internal static class ValueSelection
{
    public static ValueSettings Choose(ValueFits fits, LabelledRows validation)
    {
        if (!fits.IsSupervised)
        {
            return new ValueSettings();
        }

        double[] revenue = [.. validation.Revenue];
        double Loss(double[] predicted) => Errors.PoissonDeviance(Level.Means(predicted, revenue), revenue, revenue.Average() * 0.01).Average();
        double[] Predict(IRowModel model) => [.. validation.Features.Select(row => model.Predict(row))];

        var settings = new ValueSettings { Ridge = Tuning.Best(Tuning.Ridges, ridge => Loss(Predict(fits.Glm(ridge)))) };
        settings = settings with { AmountTrees = Tuning.Best(Tuning.TreeCounts, trees => Loss(Predict(fits.Boosted(settings.ProbabilityTrees, trees)))) };
        settings = settings with { ProbabilityTrees = Tuning.Best(Tuning.TreeCounts, trees => Loss(Predict(fits.Boosted(trees, settings.AmountTrees)))) };
        var parts = fits.Parts(settings);
        var weights = BlendWeights.Fit([.. parts.Select(part => Level.Means(Predict(part.Expected), revenue))], Loss);
        return settings with { Weights = parts.Select((part, i) => (part.Algorithm, Weight: weights[i])).ToDictionary(pair => pair.Algorithm, pair => pair.Weight) };
    }
}
