using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;
using Insight.Training.Networks;

namespace Insight.Training.Purchase;

/// <summary>
/// Chooses settings and blend weights on the newest validation window alone, after <see cref="Level"/>: by log loss for the probability, by Poisson deviance for
/// the expected purchases. A network takes the blend's place only where all windows say so.
/// </summary>
internal static class PurchaseSelection
{
    public static PurchaseSettings Choose(TrainingInput input, Validation<PurchaseFits> windows, CancellationToken cancellationToken)
    {
        var newest = windows.Newest();
        var (fits, validation) = (newest.Fits.Single(), newest.Rows); // by time a window is held out as a whole
        double[] Losses(IRowModel model) => LogLosses(newest, Predict(model, validation));
        double LogLoss(IRowModel model) => Losses(model).Average();
        var regularity = Tuning.Best(Tuning.Regularities, k => fits.Regular(k) is { } buyers ? LogLoss(buyers with { Output = BuyersOutput.Probability }) : double.PositiveInfinity);
        if (!fits.IsSupervised)
        {
            return new PurchaseSettings { Regularity = regularity };
        }

        var bought = validation.Bought();
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
            LogitRidge = Tuning.Best(Tuning.Ridges, ridge => LogLoss(fits.Logit(ridge))),
            PoissonRidge = Tuning.Best(Tuning.Ridges, ridge => Deviance(Predict(fits.Poisson(ridge), validation))),
            ProbabilityTrees = Tuning.Best(Tuning.TreeCounts, trees => LogLoss(fits.Probability(boosting, trees))),
            OrderTrees = Tuning.Best(Tuning.TreeCounts, trees => Deviance(Predict(fits.Orders(boosting, trees), validation))),
        };
        var parts = fits.Parts(settings);
        settings = settings with
        {
            ProbabilityWeights = Weights(
                parts, part => Level.Probabilities(Predict(part.Probability, validation), bought), mixed => LogLosses(newest, mixed).Average()),
            OrderWeights = Weights(parts, part => Level.Means(Predict(part.Orders, validation), orders), Deviance),
        };
        settings = settings with
        {
            Network = NetworkChoice.Choose(
                windows, window => Challenger(window, settings), (window, name) => window.Networks().SingleOrDefault(network => network.Algorithm == name)?.Probability, LogLosses),
        };
        settings = Calibrate(settings, newest);

        var blend = PurchaseFits.Blend(parts, part => part.Orders, settings.OrderWeights);
        var anchor = Tuning.Best(Tuning.Anchors, anchor => Errors.PoissonDeviance(Predict(fits.Anchored(blend, anchor), validation), orders).Average());
        return settings with
        {
            // Half-way to the default, as for the weights: one window has one season.
            OrderAnchor = (anchor + new PurchaseSettings().OrderAnchor) / 2,
            Threshold = Decisions.BestThreshold(Predict(fits.Calibrated(Challenger(fits, settings), settings.CalibrationSlope), validation), bought),
        };
    }

    /// <summary>Stretches the log-odds of what challenges where that makes its log loss on the validation less by more than noise.</summary>
    public static PurchaseSettings Calibrate(PurchaseSettings settings, Validation<PurchaseFits> validation)
    {
        if (validation.Count == 0 || !validation.Fits.All(fits => fits.IsSupervised))
        {
            return settings;
        }

        var plain = validation.Predict(fits => Challenger(fits, settings));
        var slope = Recalibration.Slope(plain, validation.Rows.Bought());
        var stretched = validation.Predict(fits => fits.Calibrated(Challenger(fits, settings), slope));
        return validation.IsBetter(LogLosses(validation, stretched), LogLosses(validation, plain)) ? settings with { CalibrationSlope = slope } : settings;
    }

    private static double[] LogLosses(Validation<PurchaseFits> validation, double[] probability) =>
        validation.ByWindow(probability, (own, rows) => Errors.LogLoss(Level.Probabilities(own, rows.Bought()), rows.Bought()));

    /// <summary>The probability of what challenges, as it was fitted.</summary>
    private static IRowModel Challenger(PurchaseFits fits, PurchaseSettings settings) => settings.Network is null
        ? PurchaseFits.Blend(fits.Parts(settings), part => part.Probability, settings.ProbabilityWeights)
        : fits.Networks().Single(network => network.Algorithm == settings.Network).Probability;

    private static Dictionary<string, double> Weights(IReadOnlyList<PurchaseModel> parts, Func<PurchaseModel, double[]> predict, Func<double[], double> loss)
    {
        var weights = BlendWeights.Fit([.. parts.Select(predict)], loss);
        return parts.Select((part, i) => (part.Algorithm, Weight: weights[i])).ToDictionary(pair => pair.Algorithm, pair => pair.Weight);
    }

    private static double[] Predict(IRowModel model, LabelledRows rows) => model.Predict(rows.Features);
}
