using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.Purchase;

/// <summary>
/// Chooses settings and blend weights on the validation alone, after <see cref="Level"/>: by log loss for the probability, by Poisson deviance for
/// the expected purchases.
/// </summary>
internal static class PurchaseSelection
{
    public static PurchaseSettings Choose(TrainingInput input, PurchaseFits fits, LabelledRows validation, CancellationToken cancellationToken)
    {
        var bought = validation.Bought();
        double LogLoss(double[] probability) => Errors.LogLoss(Level.Probabilities(probability, bought), bought).Average();
        var regularity = Tuning.Best(Tuning.Regularities, k => fits.Regular(k) is { } buyers ? LogLoss(Predict(buyers with { Output = BuyersOutput.Probability }, validation)) : double.PositiveInfinity);
        if (!fits.IsSupervised)
        {
            return new PurchaseSettings { Regularity = regularity };
        }

        double[] Losses(IRowModel model) => Errors.LogLoss(Level.Probabilities(Predict(model, validation), bought), bought);
        double[] orders = [.. validation.Orders];
        double Deviance(double[] means) => Errors.PoissonDeviance(Level.Means(means, orders), orders).Average();

        var boosting = BoostingSearch.Choose(
            input,
            input.ChampionSettings<PurchaseSettings>()?.Boosting,
            options => Tuning.TreeCounts.Select(trees => Losses(fits.Probability(options, trees))).MinBy(losses => losses.Average())!, // there are tree counts
            cancellationToken);
        var settings = new PurchaseSettings
        {
            Boosting = boosting,
            Regularity = regularity,
            LogitRidge = Tuning.Best(Tuning.Ridges, ridge => LogLoss(Predict(fits.Logit(ridge), validation))),
            PoissonRidge = Tuning.Best(Tuning.Ridges, ridge => Deviance(Predict(fits.Poisson(ridge), validation))),
            ProbabilityTrees = Tuning.Best(Tuning.TreeCounts, trees => LogLoss(Predict(fits.Probability(boosting, trees), validation))),
            OrderTrees = Tuning.Best(Tuning.TreeCounts, trees => Deviance(Predict(fits.Orders(boosting, trees), validation))),
        };
        var parts = fits.Parts(settings);
        settings = settings with
        {
            ProbabilityWeights = Weights(parts, part => Level.Probabilities(Predict(part.Probability, validation), bought), LogLoss),
            OrderWeights = Weights(parts, part => Level.Means(Predict(part.Orders, validation), orders), Deviance),
        };
        IRowModel probability = PurchaseFits.Blend(parts, part => part.Probability, settings.ProbabilityWeights);
        if (fits.Networks().MinBy(model => Losses(model.Probability).Average()) is { } network && Tuning.IsBetter(Losses(network.Probability), Losses(probability)))
        {
            (settings, probability) = (settings with { Network = network.Algorithm }, network.Probability);
        }

        var blend = PurchaseFits.Blend(parts, part => part.Orders, settings.OrderWeights);
        var anchor = Tuning.Best(Tuning.Anchors, anchor => Errors.PoissonDeviance(Predict(fits.Anchored(blend, anchor), validation), orders).Average());
        return settings with
        {
            // Half-way to the default, as for the weights: one window has one season.
            OrderAnchor = (anchor + new PurchaseSettings().OrderAnchor) / 2,
            Threshold = Decisions.BestThreshold(Predict(probability, validation), bought),
        };
    }

    private static Dictionary<string, double> Weights(IReadOnlyList<PurchaseModel> parts, Func<PurchaseModel, double[]> predict, Func<double[], double> loss)
    {
        var weights = BlendWeights.Fit([.. parts.Select(predict)], loss);
        return parts.Select((part, i) => (part.Algorithm, Weight: weights[i])).ToDictionary(pair => pair.Algorithm, pair => pair.Weight);
    }

    private static double[] Predict(IRowModel model, LabelledRows rows) => model.Predict(rows.Features);
}
